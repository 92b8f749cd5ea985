/** Notes of a friendly fourth, in hertz: heard over an office, frightening nobody. */
const NOTES = [587.33, 783.99] as const;
const APART_S = 0.17;
const LENGTH_S = 0.55;
const LOUDNESS = 0.12;

/** Plays two soft notes through `context`; resolves when they have faded. */
export function playTwoNotes(context: BaseAudioContext): Promise<void> {
  const from = context.currentTime + 0.02;
  const ends = NOTES.map((pitch, place) => {
    const at = from + place * APART_S;
    const note = new OscillatorNode(context, { type: "sine", frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + LENGTH_S);
    note.connect(loudness).connect(context.destination);
    note.start(at);
    note.stop(at + LENGTH_S);
    return new Promise<void>((ended) => note.addEventListener("ended", () => ended(), { once: true }));
  });
  return Promise.all(ends).then(() => undefined);
}

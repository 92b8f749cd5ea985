/** How loud our own microphone is. */

export interface LevelMeter {
  /** 0..1 now; 0 while the browser holds its audio engine back (before the first click). */
  level(): number;
  close(): void;
}

/** Speech at arm's length peaks at about a quarter of full scale; shown as a full bar. */
const FULL_BAR = 0.25;

/** Listens to `stream` without playing it. */
export function measureLevel(stream: MediaStream): LevelMeter {
  if (typeof AudioContext === "undefined") return { level: () => 0, close: () => undefined };
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      if (context.state === "suspended") void context.resume().catch(() => undefined);
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) / FULL_BAR);
    },
    close: () => void context.close().catch(() => undefined),
  };
}

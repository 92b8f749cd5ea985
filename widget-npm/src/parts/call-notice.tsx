import { voicesHere } from "../headless/can-speak.js";
import type { CallPhase, CallTrouble } from "../headless/phases.js";
import { captureText } from "../panels/capture-text.js";
import type { PanelProps } from "../panels/panel.js";
import type { Words } from "../words/words.js";
import { fill } from "../words/language.js";
import { HERE } from "../words/here.js";
import { shortName } from "../words/names.js";
import { Note } from "./note.js";
import { useSecondsSince } from "./use-seconds.js";

/** From when on an interruption is no longer a hiccup. */
const LONG_SECONDS = 20;

/** What went wrong with a device, if anything did; and how the call itself stands. */
export function CallNotice(props: PanelProps<CallPhase>) {
  return (
    <>
      <TroubleNote {...props} />
      <StandingNote {...props} />
    </>
  );
}

function TroubleNote({ phase: { trouble, operatorName, joining }, words, actions }: PanelProps<CallPhase>) {
  if (!trouble) return null;
  const declined =
    ["denied", "other_surface", "permission_denied"].includes(trouble.code) && trouble.about === "sharing";
  // What is tried again by itself may be hurried at any time, and is not read out at every try.
  const busy = joining && trouble.code !== "network";
  return (
    <Note tone={declined ? "warn" : "bad"} urgent>
      {fill(troubleText(trouble, words), { name: shortName(operatorName) })}
      {trouble.about === "joining" && (
        <button
          className="row-button"
          data-test="join-again"
          type="button"
          aria-disabled={busy}
          onClick={actions.joinAgain}
        >
          {busy ? words.tryingAgain : words.tryAgain}
        </button>
      )}
    </Note>
  );
}

/** When nothing is the matter: where the operator now speaks. */
function StandingNote({ phase, words }: PanelProps<CallPhase>) {
  const { call, trouble, interruptedSince, operatorName, met } = phase;
  const broken = useSecondsSince(interruptedSince);
  const say = (text: string): string => fill(text, { name: shortName(operatorName) });

  if (trouble?.about === "joining") return null;
  if (interruptedSince !== null) {
    return <Note tone="warn">{broken > LONG_SECONDS ? words.callBrokenLong : words.callBroken}</Note>;
  }
  if (!call?.peerPresent) return <Note tone="plain">{say(met ? words.callAlone : words.callConnecting)}</Note>;
  if (call.sound === "blocked") {
    return (
      <Note tone="warn">
        {words.callSoundBlocked}
        {/* Any click lets the sound through; this is only where to put it. */}
        <button className="row-button" type="button">
          {words.callSoundPlay}
        </button>
      </Note>
    );
  }
  const voices = voicesHere(phase, call);
  return <Note tone={voices === "nobody" ? "plain" : "ok"}>{say(words[HERE[voices]])}</Note>;
}

function troubleText({ about, code }: CallTrouble, words: Words): string {
  const denied = code === "permission_denied";
  switch (about) {
    case "joining":
      if (code === "network") return words.joinAway;
      return code === "unsupported" ? words.joinUnsupported : words.joinFailed;
    case "microphone":
      return denied ? words.microphoneDenied : words.microphoneMissing;
    case "camera":
      return denied ? words.cameraDenied : words.cameraMissing;
    case "sharing":
      if (denied) return words.shareDenied;
      return captureText(code === "denied" || code === "other_surface" ? code : "failed", words);
  }
}

import type { CallPhase, CallTrouble } from "../headless/phases.js";
import { captureText } from "../panels/capture-text.js";
import type { PanelProps } from "../panels/panel.js";
import type { Words } from "../words/words.js";
import { fill } from "../words/language.js";
import { shortName } from "../words/names.js";
import { Note } from "./note.js";
import { useSecondsSince } from "./use-seconds.js";

/** From when on an interruption is no longer a hiccup. */
const LONG_SECONDS = 20;

/** What is the matter, and what to do; when nothing is, where the operator now speaks. */
export function CallNotice({ phase, words, actions }: PanelProps<CallPhase>) {
  const { call, trouble, interruptedSince, operatorName, met } = phase;
  const broken = useSecondsSince(interruptedSince);
  const say = (text: string): string => fill(text, { name: shortName(operatorName) });

  if (trouble) {
    return (
      <Note tone={trouble.code === "denied" || trouble.code === "other_surface" ? "warn" : "bad"} urgent>
        {say(troubleText(trouble, words))}
        {trouble.about === "joining" && trouble.code !== "unsupported" && (
          <button className="row-button" type="button" onClick={actions.joinAgain}>
            {words.tryAgain}
          </button>
        )}
      </Note>
    );
  }
  if (interruptedSince !== null) {
    return <Note tone="warn">{broken > LONG_SECONDS ? words.callBrokenLong : words.callBroken}</Note>;
  }
  if (!call?.peerPresent) {
    return <Note tone="plain">{say(met ? words.callAlone : words.callConnecting)}</Note>;
  }
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
  return <Note tone="ok">{say(words.callHere)}</Note>;
}

function troubleText({ about, code }: CallTrouble, words: Words): string {
  const denied = code === "permission_denied";
  switch (about) {
    case "joining":
      return code === "unsupported" ? words.joinUnsupported : words.joinFailed;
    case "microphone":
      return denied ? words.microphoneDenied : words.microphoneMissing;
    case "camera":
      return denied ? words.cameraDenied : words.cameraMissing;
    case "sharing":
      return captureText(code === "denied" || code === "other_surface" ? code : "failed", words);
  }
}

import { canSpeak } from "../headless/can-speak.js";
import { isPicked, isSharing } from "../headless/is-sharing.js";
import type { ChatPhase } from "../headless/phases.js";
import { ENDED } from "./ended.js";
import { fill } from "./language.js";
import { shortName } from "./names.js";
import type { Words } from "./words.js";

/** What is said aloud of a phase to those who don't see it change; the panels' own alerts say the rest. */
export function announcement(phase: ChatPhase, words: Words): string {
  switch (phase.phase) {
    case "lobby": {
      const code = phase.matchCode.split("").join(" ");
      return `${words.lobbyHeading}. ${fill(words.lobbyNumber, { code })}. ${words.lobbyNothingShared}`;
    }
    case "call": {
      const name = shortName(phase.operatorName);
      if (phase.interruptedSince !== null) return words.callBroken;
      if (!phase.call?.peerPresent) return fill(phase.met ? words.callAlone : words.callConnecting, { name });
      const shared = isPicked(phase) ? words.callPicked : words.callSharing;
      const sharing = isSharing(phase) ? shared : words.callNotSharing;
      return `${fill(canSpeak(phase.call) ? words.callHere : words.callHereListening, { name })} ${sharing}.`;
    }
    case "ended": {
      const [heading, text] = ENDED[phase.reason];
      return `${words[heading]}. ${fill(words[text], { name: shortName(phase.operatorName) })}`;
    }
    default:
      return "";
  }
}

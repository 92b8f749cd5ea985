import { voicesHere } from "../headless/can-speak.js";
import type { ChatPhase } from "../headless/phases.js";
import { ENDED } from "./ended.js";
import { HERE } from "./here.js";
import { fill } from "./language.js";
import { shortName } from "./names.js";
import { sharingText } from "./sharing-text.js";
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
      const sharing = sentence(sharingText(phase, words));
      // The panel's alert says that joining failed, and what is done about it.
      if (phase.trouble?.about === "joining") return sharing;
      if (phase.interruptedSince !== null) return words.callBroken;
      if (!phase.call?.peerPresent) return fill(phase.met ? words.callAlone : words.callConnecting, { name });
      const here = fill(words[HERE[voicesHere(phase, phase.call)]], { name });
      return `${here} ${fill(words.callOthers, { button: words.distrust })} ${sharing}`;
    }
    case "ended": {
      const [heading, text] = ENDED[phase.reason];
      const over = `${words[heading]}. ${fill(words[text], { name: shortName(phase.operatorName) })}`;
      if (phase.reason !== "distrust") return over;
      // The panel's own status says whether the bank has been told.
      return [over, words.endedDistrustHangUp, words.endedDistrustBank, words.endedDistrustNothing].join(" ");
    }
    default:
      return "";
  }
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

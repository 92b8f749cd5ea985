/** The panels after the code, and all that only they need; fetched while the code is being typed. */
import type { ChatPhase } from "../headless/phases.js";
import laterCss from "../styles/later.css?inline";
import { CallPanel, type CallPanelProps } from "./call-panel.js";
import { ConsentPanel } from "./consent-panel.js";
import { EndedPanel } from "./ended-panel.js";
import { LobbyPanel } from "./lobby-panel.js";

export { Pill } from "../parts/pill.js";
export { checkContrast } from "../theme/contrast.js";
export { wordsAfter } from "../words/after/words-after.js";
export { announcement } from "../words/announcement.js";
export { laterCss };

type LaterProps = Omit<CallPanelProps, "phase"> & { readonly phase: ChatPhase };

export function LaterPanel({ phase, microphoneLevel, ...rest }: LaterProps) {
  switch (phase.phase) {
    case "consent":
      return <ConsentPanel {...rest} phase={phase} />;
    case "lobby":
      return <LobbyPanel {...rest} phase={phase} />;
    case "call":
      return <CallPanel {...rest} phase={phase} microphoneLevel={microphoneLevel} />;
    case "ended":
      return <EndedPanel {...rest} phase={phase} />;
    default:
      return null;
  }
}

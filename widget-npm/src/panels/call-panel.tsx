import { useId } from "react";
import type { CallPhase } from "../headless/phases.js";
import { CallControls } from "../parts/call-controls.js";
import { CallNotice } from "../parts/call-notice.js";
import { Heading } from "../parts/heading.js";
import { OperatorStage } from "../parts/operator-stage.js";
import { SharingRow } from "../parts/sharing-row.js";
import { fill } from "../words/language.js";
import type { PanelProps } from "./panel.js";

export interface CallPanelProps extends PanelProps<CallPhase> {
  readonly microphoneLevel: () => number;
}

/** The call: who speaks, what is shared, and every way to stop it. */
export function CallPanel({ phase, words, language, actions, microphoneLevel }: CallPanelProps) {
  const others = useId();
  const shared = { phase, words, language, actions };
  return (
    <div className="stack call">
      <div className="visually-hidden">
        <Heading>{words.pillCall}</Heading>
      </div>
      <OperatorStage phase={phase} words={words} />
      <SharingRow {...shared} />
      <CallNotice {...shared} />
      <CallControls {...shared} microphoneLevel={microphoneLevel} />
      <p className="quiet" id={others}>
        {fill(words.callOthers, { button: words.distrust })}
      </p>
      <button
        className="link bad at-hand"
        data-test="distrust"
        type="button"
        aria-describedby={others}
        onClick={actions.distrust}
      >
        {words.distrust}
      </button>
    </div>
  );
}

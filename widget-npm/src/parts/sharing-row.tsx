import { isPicked, isSharing } from "../headless/is-sharing.js";
import type { CallPhase } from "../headless/phases.js";
import type { PanelProps } from "../panels/panel.js";
import { fill } from "../words/language.js";
import { shortName } from "../words/names.js";

/** Whether this tab is being shared: always in view, always with a way to change it. */
export function SharingRow({ phase, words, actions }: PanelProps<CallPhase>) {
  const { awaitsRelease, returned, canShare, call, operatorName } = phase;
  if (awaitsRelease) {
    return (
      <Row tone="warn" text={fill(words.callRelease, { name: shortName(operatorName) })}>
        <button className="row-button" type="button" onClick={actions.release}>
          {words.callReleaseNow}
        </button>
      </Row>
    );
  }
  if (isSharing(phase)) {
    return (
      <Row tone="ok" text={isPicked(phase) ? words.callPicked : words.callSharing}>
        <button className="row-button" data-test="stop-sharing" type="button" onClick={actions.stopSharing}>
          {words.callStop}
        </button>
      </Row>
    );
  }
  if (call?.servicePicker === "offered") {
    return (
      <Row tone="warn" text={fill(words.callPicker, { name: shortName(operatorName) })}>
        <button className="row-button" data-test="service-picker" type="button" onClick={actions.shareByServicePicker}>
          {words.callPick}
        </button>
      </Row>
    );
  }
  if (!canShare || !call) return null;
  return (
    <Row tone={returned ? "warn" : "plain"} text={returned ? words.callBack : words.callNotSharing}>
      <button className="row-button" data-test="share-again" type="button" onClick={actions.shareAgain}>
        {words.callShare}
      </button>
    </Row>
  );
}

interface RowProps {
  readonly tone: "ok" | "warn" | "plain";
  readonly text: string;
  readonly children: React.ReactNode;
}

function Row({ tone, text, children }: RowProps) {
  return (
    <div className="sharing-row" data-tone={tone}>
      <span>{text}</span>
      {children}
    </div>
  );
}

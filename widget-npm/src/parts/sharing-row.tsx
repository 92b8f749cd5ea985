import { useId } from "react";
import { sharingStanding } from "../headless/is-sharing.js";
import type { CallPhase } from "../headless/phases.js";
import type { PanelProps } from "../panels/panel.js";
import { sharingText } from "../words/sharing-text.js";

/** Whether this tab is being shared: always in view, always with a way to change it. */
export function SharingRow({ phase, words, actions }: PanelProps<CallPhase>) {
  const { returned, canShare, call } = phase;
  const text = sharingText(phase, words);
  switch (sharingStanding(phase)) {
    case "held":
      return <Row tone="warn" text={text} press={words.callReleaseNow} onPress={actions.release} />;
    case "unheard":
      return <Row tone="plain" text={text} test="share-now" press={words.callShareNow} onPress={actions.release} />;
    case "coming":
      return <Row tone="plain" text={text} test="stop-sharing" press={words.callStop} onPress={actions.stopSharing} />;
    case "shared":
    case "picked":
      return <Row tone="ok" text={text} test="stop-sharing" press={words.callStop} onPress={actions.stopSharing} />;
    case "offered":
      return (
        <Row
          tone="warn"
          text={text}
          test="service-picker"
          press={words.callPick}
          onPress={actions.shareByServicePicker}
        />
      );
    case "none": {
      if (!canShare) return null;
      const back = returned && call !== null;
      return (
        <Row
          tone={back ? "warn" : "plain"}
          text={back ? words.callBack : text}
          test="share-again"
          press={words.callShare}
          onPress={actions.shareAgain}
        />
      );
    }
  }
}

interface RowProps {
  readonly tone: "ok" | "warn" | "plain";
  readonly text: string;
  readonly test?: string;
  readonly press: string;
  readonly onPress: () => void;
}

function Row({ tone, text, test, press, onPress }: RowProps) {
  const description = useId();
  return (
    <div className="sharing-row" data-tone={tone}>
      <span id={description}>{text}</span>
      <button className="row-button" data-test={test} type="button" aria-describedby={description} onClick={onPress}>
        {press}
      </button>
    </div>
  );
}

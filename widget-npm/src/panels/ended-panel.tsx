import type { EndedPhase, EndReason } from "../headless/phases.js";
import { Heading } from "../parts/heading.js";
import { ENDED } from "../words/ended.js";
import { fill } from "../words/language.js";
import { shortName } from "../words/names.js";
import type { PanelProps } from "./panel.js";

/** After these, a new code is what the customer may want next. */
const MAY_COME_AGAIN: readonly EndReason[] = ["expired", "left", "turned_away", "lobby_timeout", "lost"];

const TOLD = { telling: "endedTelling", told: "endedTold", failed: "endedNotTold" } as const;

/** Why it is over, and what to do now. */
export function EndedPanel({ phase: { reason, alarm, operatorName }, words, actions }: PanelProps<EndedPhase>) {
  const [heading, text] = ENDED[reason];
  const again = MAY_COME_AGAIN.includes(reason);
  return (
    <div className="stack" data-test="ended-reason" data-reason={reason}>
      <Heading>{words[heading]}</Heading>
      <p className="quiet">{fill(words[text], { name: shortName(operatorName) })}</p>
      {reason === "distrust" && alarm !== null && alarm !== "possible" && (
        <p role="status" data-test="alarm" data-alarm={alarm}>
          {words[TOLD[alarm]]}
        </p>
      )}
      {reason === "distrust" && (
        <ol className="advice">
          <li>{words.endedDistrustHangUp}</li>
          <li>{words.endedDistrustBank}</li>
          <li>{words.endedDistrustNothing}</li>
        </ol>
      )}
      <button className="button push" type="button" onClick={actions.close}>
        {words.endedBack}
      </button>
      {again && (
        <button className="button second" type="button" onClick={actions.open}>
          {words.endedAgain}
        </button>
      )}
      {alarm === "possible" && (
        <button className="link bad" data-test="distrust" type="button" onClick={actions.distrust}>
          {words.distrust}
        </button>
      )}
    </div>
  );
}

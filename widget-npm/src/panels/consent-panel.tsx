import type { ConsentPhase } from "../headless/phases.js";
import { CheckIcon, DashIcon } from "../parts/call-icons.js";
import { Heading } from "../parts/heading.js";
import { Note } from "../parts/note.js";
import { Who } from "../parts/who.js";
import { fill, textVersion } from "../words/language.js";
import { shortName } from "../words/names.js";
import { captureText } from "./capture-text.js";
import type { PanelProps } from "./panel.js";

/** What will be seen, by whom; the click that agrees also opens the browser's own question. */
export function ConsentPanel({ phase, words, language, actions }: PanelProps<ConsentPhase>) {
  const { operatorName, canShare, asking, trouble } = phase;
  const name = shortName(operatorName);
  const say = (text: string): string => fill(text, { name });
  const version = textVersion(language);

  return (
    <div className="stack">
      <Who name={operatorName} role={words.yourOperator} />
      <Heading>{say(canShare ? words.consentHeading : words.consentVoiceHeading)}</Heading>
      <ul className="points">
        {canShare && <Point allowed text={say(words.consentSees)} />}
        {canShare && <Point text={say(words.consentOnlyThisTab)} />}
        {!canShare && <Point allowed text={say(words.consentTalk)} />}
        <Point text={say(words.consentNoControl)} />
        {!canShare && <Point text={say(words.consentNoCamera)} />}
        {canShare && <Point allowed text={say(words.consentStop)} />}
      </ul>
      {trouble && (
        <Note tone={trouble === "failed" ? "bad" : "warn"} urgent>
          {captureText(trouble, words)}
        </Note>
      )}
      {asking && (
        <Note tone="warn" urgent>
          {words.consentAsking}
        </Note>
      )}
      {canShare && (
        <button
          className="button push"
          data-test="consent-share"
          type="button"
          aria-disabled={asking}
          onClick={() => actions.shareAndJoin(version)}
        >
          {words.consentShare}
        </button>
      )}
      <button
        className={canShare ? "button second" : "button push"}
        data-test="consent-voice"
        type="button"
        onClick={() => actions.joinWithVoice(version)}
      >
        {words.consentVoice}
      </button>
      <p className="small quiet centred">{words.neverAsk}</p>
    </div>
  );
}

function Point({ allowed = false, text }: { readonly allowed?: boolean; readonly text: string }) {
  return (
    <li data-allowed={allowed || undefined}>
      {allowed ? <CheckIcon /> : <DashIcon />}
      {text}
    </li>
  );
}

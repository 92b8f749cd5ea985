import type { LobbyPhase } from "../headless/phases.js";
import { Heading } from "../parts/heading.js";
import { Note } from "../parts/note.js";
import { fill } from "../words/language.js";
import { shortName } from "../words/names.js";
import { captureText } from "./capture-text.js";
import type { PanelProps } from "./panel.js";

/** Two digits to be read out; nothing leaves the browser yet. */
export function LobbyPanel({ phase, words, actions }: PanelProps<LobbyPhase>) {
  const { operatorName, matchCode, captured, canShare, microphone, trouble, away } = phase;
  const name = shortName(operatorName);

  return (
    <div className="stack">
      <Heading>{words.lobbyHeading}</Heading>
      {/* Read digit by digit: "forty-seven" is easily misheard on the phone. */}
      <p className="match-code" data-test="match-code" aria-label={matchCode.split("").join(" ")} role="img">
        {matchCode}
      </p>
      <p className="quiet centred">
        {fill(words.lobbyWaiting, { name })} <strong>{words.lobbyNothingShared}</strong>{" "}
        {captured ? words.lobbyWillShare : words.lobbyVoice}
      </p>
      {away && (
        <Note tone="warn" urgent>
          {words.lobbyAway}
        </Note>
      )}
      {microphone === "denied" && <Note tone="plain">{fill(words.lobbyNoMicrophone, { name })}</Note>}
      {trouble && (
        <Note tone={trouble === "failed" ? "bad" : "warn"} urgent>
          {captureText(trouble, words)}
        </Note>
      )}
      <Note tone="warn">{words.lobbyWarning}</Note>
      {canShare && !captured && (
        <button className="button second push" type="button" onClick={actions.shareAgain}>
          {words.callShare}
        </button>
      )}
      <button className="button second push" data-test="leave" type="button" onClick={actions.leave}>
        {words.leave}
      </button>
    </div>
  );
}

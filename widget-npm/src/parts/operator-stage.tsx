import type { CallPhase } from "../headless/phases.js";
import type { Words } from "../words/words.js";
import { clock } from "../words/duration.js";
import { fill } from "../words/language.js";
import { initials, shortName } from "../words/names.js";
import { OwnPicture, RemotePicture } from "./pictures.js";
import { useSecondsSince } from "./use-seconds.js";

export interface OperatorStageProps {
  readonly phase: CallPhase;
  readonly words: Words;
}

/** The operator's picture, or their initials; the time; and our own picture when the camera is on. */
export function OperatorStage({ phase: { operatorName, since, call }, words }: OperatorStageProps) {
  const picture = call?.remoteVideos.find(({ kind }) => kind === "camera");
  const seconds = useSecondsSince(since);
  return (
    <div className="stage">
      {picture ? (
        <RemotePicture video={picture} label={fill(words.callOperatorVideo, { name: shortName(operatorName) })} />
      ) : (
        <span className="face large" aria-hidden="true">
          {initials(operatorName)}
        </span>
      )}
      <span className="stage-name">{operatorName}</span>
      <span className="stage-time">
        <span className="visually-hidden">{words.callTime} </span>
        <time>{clock(seconds)}</time>
      </span>
      {call?.ownCamera && <OwnPicture stream={call.ownCamera} label={words.callOwnVideo} />}
    </div>
  );
}

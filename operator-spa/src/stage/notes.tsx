import type { CallErrorCode, CallSnapshot } from "@assisted-chat/widget/calling";
import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useSpeech, useWords } from "../language/provider";
import { useNow } from "../ticking";
import type { Line } from "./use-session";
import { stageWords } from "./words";

export interface NotesProps {
  readonly line: Line;
  /** Why the last try to join came to nothing. */
  readonly joining: CallErrorCode | null;
  readonly snapshot: CallSnapshot | null;
  /** When the customer's page was last heard of, if that is too long ago; the service's time. */
  readonly closedSince: number | null;
}

/** What stands in the way of the call, each with what to do about it. */
export function Notes({ line, joining, snapshot, closedSince }: NotesProps): ReactNode {
  const words = useWords(stageWords);
  const { format } = useSpeech();
  const now = useNow();
  return (
    <>
      {closedSince === null ? null : (
        <MessageBar intent="warning" layout="multiline" role="group">
          <MessageBarBody>
            {/* Said once; the time that goes on counting stands outside what is spoken. */}
            <span role="status">
              <MessageBarTitle>{words.closed.heading}</MessageBarTitle>
            </span>{" "}
            {words.closed.text(format.ago(now - closedSince))}
          </MessageBarBody>
        </MessageBar>
      )}
      {joining === null ? null : (
        <Note intent="error">{words.joinTrouble[joining === "network" ? "network" : "failed"]}</Note>
      )}
      {line === "reconnecting" && joining === null && closedSince === null ? (
        <Note intent="warning">{words.reconnecting}</Note>
      ) : null}
      {snapshot?.microphone === "denied" ? <Note intent="error">{words.microphoneDenied}</Note> : null}
      {snapshot?.microphone === "absent" && line === "connected" ? (
        <Note intent="error">{words.microphoneAbsent}</Note>
      ) : null}
      {snapshot?.camera === "denied" ? <Note intent="warning">{words.cameraDenied}</Note> : null}
      {snapshot?.sound === "blocked" ? <Note intent="warning">{words.soundBlocked}</Note> : null}
    </>
  );
}

function Note(props: { readonly intent: "warning" | "error"; readonly children: ReactNode }): ReactNode {
  return (
    <MessageBar intent={props.intent} layout="multiline" role="status">
      <MessageBarBody>{props.children}</MessageBarBody>
    </MessageBar>
  );
}

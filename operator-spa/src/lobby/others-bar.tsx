import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useAction } from "../action";
import type { Api } from "../api";
import { useWords } from "../language/provider";
import { TroubleNote } from "../look/trouble-note";
import type { Participant } from "../wire/shapes";
import { lobbyWords } from "./words";

/** Others wait for this call while somebody is in it. */
export function OthersBar(props: {
  readonly api: Pick<Api, "turnAway">;
  readonly callId: string;
  readonly waiting: readonly Participant[];
  readonly onChanged: () => void;
}): ReactNode {
  const words = useWords(lobbyWords);
  const { api, callId, waiting, onChanged } = props;
  const turnAway = useAction(async () => {
    for (const { participant_id } of waiting) await api.turnAway(callId, participant_id);
    onChanged();
  });
  if (waiting.length === 0) return null;
  return (
    <div data-test="waiting-customer">
      <MessageBar intent="warning" role="status">
        <MessageBarBody>
          {words.otherWaiting(waiting.length)} {words.onlyOne}
        </MessageBarBody>
        <MessageBarActions>
          <Button disabledFocusable={turnAway.busy} onClick={() => turnAway.run()} data-test="turn-away">
            {words.turnAway}
          </Button>
        </MessageBarActions>
      </MessageBar>
      <TroubleNote trouble={turnAway.trouble} />
    </div>
  );
}

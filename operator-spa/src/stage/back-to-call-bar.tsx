import { Link, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { hrefOf } from "../route";
import { stageWords } from "./words";

/** The page shows something else than the call that the operator is in. */
export function BackToCallBar({ callId }: { readonly callId: string }): ReactNode {
  const words = useWords(stageWords).otherCall;
  return (
    <MessageBar intent="info" shape="square" role="status">
      <MessageBarBody>{words.text}</MessageBarBody>
      <MessageBarActions>
        <Link href={hrefOf({ at: "call", callId })}>{words.back}</Link>
      </MessageBarActions>
    </MessageBar>
  );
}

import { MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { outageWords } from "./words";

/** The service does not answer: says that it is being tried again, and takes nothing off the page. */
export function AwayBar({ inCall }: { readonly inCall: boolean }): ReactNode {
  const words = useWords(outageWords);
  return (
    <MessageBar
      intent="warning"
      layout="multiline"
      shape="square"
      role="status"
      icon={<Spinner size="tiny" aria-hidden="true" />}
    >
      <MessageBarBody>{inCall ? words.awayInCall : words.away}</MessageBarBody>
    </MessageBar>
  );
}

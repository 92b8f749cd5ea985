import { Link, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/provider";
import { signInWords } from "./words";

/**
 * The sign-in has expired: offers to renew it in a window of its own, because leaving this page
 * would end the call.
 */
export function ExpiredBar(props: { readonly address: string; readonly inCall: boolean }): ReactNode {
  const words = useWords(signInWords).expired;
  return (
    <MessageBar intent="warning" shape="square" role="alert">
      <MessageBarBody>{props.inCall ? words.inCall : words.text}</MessageBarBody>
      <MessageBarActions>
        <Link href={props.address} target="_blank" rel="opener">
          {words.button}
        </Link>
      </MessageBarActions>
    </MessageBar>
  );
}

import { useEffect, useRef } from "react";
import { goTo } from "../route";
import type { ListedCall } from "../wire/shapes";

const KEY = "assisted-chat.operator.last-call";

/**
 * Comes back to the call that this tab was at. A sign-in on the way loses the part of the address
 * after `#`; the tab remembers it, and goes there once the service has said that the call is still
 * open. An address with a `#` is somebody's wish and is left alone.
 */
export function useReturn(callId: string | null, calls: readonly ListedCall[] | null): void {
  const arrivedBare = useRef(location.hash === "");
  useEffect(() => {
    if (callId === null) return;
    arrivedBare.current = false;
    remember(callId);
  }, [callId]);
  useEffect(() => {
    if (calls === null || !arrivedBare.current) return;
    arrivedBare.current = false;
    const last = remembered();
    const call = calls.find(({ call_id, state }) => call_id === last && state === "open");
    if (call && location.hash === "") goTo({ at: "call", callId: call.call_id });
  }, [calls]);
}

function remember(callId: string): void {
  try {
    sessionStorage.setItem(KEY, callId);
  } catch {
    // Then the list of calls is the way back.
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

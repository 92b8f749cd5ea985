import { useRef } from "react";
import { useAction, type Action } from "../action";
import type { Api } from "../api";
import { ApiError, Unreachable } from "../wire/refusals";
import { insist } from "../wire/insist";

/**
 * Makes a call and hands its id to `onMade`. A second press after a lost answer carries the same
 * key, so that it finds the call that may have been made, instead of making another.
 */
export function useNewCall(api: Pick<Api, "createCall">, onMade: (callId: string) => void): Action<[]> {
  const key = useRef<string | null>(null);
  return useAction(async () => {
    const mine = (key.current ??= crypto.randomUUID());
    try {
      const { call_id } = await insist(() => api.createCall(mine));
      key.current = null;
      onMade(call_id);
    } catch (error) {
      if (error instanceof ApiError && !(error instanceof Unreachable)) key.current = null;
      throw error;
    }
  });
}

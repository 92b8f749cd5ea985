import type { CallErrorCode, CallSession } from "@assisted-chat/widget/calling";

/** How this window stands to the call that it keeps. */
export type Kept =
  | { readonly phase: "none" }
  /** `again`: it was in the call a moment ago. `trouble`: why the last try came to nothing; it goes on trying. */
  | {
      readonly phase: "joining";
      readonly callId: string;
      readonly again: boolean;
      readonly trouble: CallErrorCode | null;
    }
  | { readonly phase: "in"; readonly callId: string; readonly session: CallSession }
  /** Another window of this browser is in the call. */
  | { readonly phase: "elsewhere"; readonly callId: string }
  | { readonly phase: "failed"; readonly callId: string; readonly code: CallErrorCode };

import type { ReactNode } from "react";

export interface NoteProps {
  readonly tone: "plain" | "ok" | "warn" | "bad";
  /** Read out at once. */
  readonly urgent?: boolean;
  readonly test?: string;
  readonly children: ReactNode;
}

/** A sentence that stands out, by more than its colour. */
export function Note({ tone, urgent = false, test, children }: NoteProps) {
  return (
    <div className="note" data-tone={tone} data-test={test} role={urgent ? "alert" : undefined}>
      {children}
    </div>
  );
}

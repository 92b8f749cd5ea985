import type { ReactNode } from "react";

/** A panel's heading; focus comes here when the phase changes under a person's hands. */
export function Heading({ children }: { readonly children: ReactNode }) {
  return (
    <h2 className="heading" data-heading tabIndex={-1}>
      {children}
    </h2>
  );
}

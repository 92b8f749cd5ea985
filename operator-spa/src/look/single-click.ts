import type { MouseEvent } from "react";

/**
 * Acts on the first click of a double click alone. An answer may come between the two, and the
 * second would then do the same again, or press whatever has appeared under the pointer.
 */
export function singleClick(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.detail <= 1) act();
  };
}

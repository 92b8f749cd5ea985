/** How long to wait before trying again. */

/** Milliseconds before the next try after so many failures in a row: 0.5 s doubling to 5 s, spread by a third. */
export function waitAfter(failures: number): number {
  const base = Math.min(5_000, 250 * 2 ** Math.min(failures, 6));
  return base * (0.84 + Math.random() / 3);
}

/** Resolves after `ms`, or at once when `abort` fires; never rejects. */
export function pause(ms: number, abort: AbortSignal): Promise<void> {
  if (ms <= 0 || abort.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      abort.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    abort.addEventListener("abort", done);
  });
}

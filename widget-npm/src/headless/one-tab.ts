/** One tab at a time: a duplicated tab copies the session storage, and must not join a second time. */

/**
 * Takes the place's lock and returns how to let it go; null when another tab holds it.
 *
 * @param patienceMs - how long to wait: a page that is being reloaded lets go a moment late.
 */
export async function holdAlone(participantId: string, patienceMs: number): Promise<(() => void) | null> {
  // Absent outside https and localhost, whatever the types say; nothing can be held there.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return () => undefined;
  return new Promise((resolve) => {
    const options = { signal: AbortSignal.timeout(patienceMs) };
    locks
      .request(`assisted-chat:${participantId}`, options, () => {
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(() => resolve(null));
  });
}

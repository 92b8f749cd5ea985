import { CallError, type CallSession } from "@assisted-chat/widget/calling";
import { describe, expect, it, vi } from "vitest";
import { ScriptedSession } from "../../testing/scripted-session";
import { createSharedLocks } from "../../testing/shared-locks";
import { Refused, Unreachable } from "../wire/refusals";
import { createCallKeeper, type CallKeeper } from "./call-keeper";
import { createWebLocks, type CallLocks } from "./call-locks";

interface Window {
  readonly keeper: CallKeeper;
  readonly sessions: ScriptedSession[];
}

/** A window of the browser whose locks are `locks`. */
function aWindow(
  locks: CallLocks = createSharedLocks(),
  join: (sessions: ScriptedSession[]) => Promise<CallSession> = (sessions) => {
    const session = new ScriptedSession();
    sessions.push(session);
    return Promise.resolve(session);
  },
): Window {
  const sessions: ScriptedSession[] = [];
  return {
    keeper: createCallKeeper({ locks, join: () => join(sessions), prepare: vi.fn(), patienceMs: 10 }),
    sessions,
  };
}

const phaseOf = ({ keeper }: Window): string => keeper.get().phase;
const inPhase = (window: Window, phase: string): Promise<void> =>
  vi.waitFor(() => expect(phaseOf(window)).toBe(phase), { timeout: 5_000 });

describe("keeping a call", () => {
  it("joins once, however often it is asked to", async () => {
    const window = aWindow();
    window.keeper.enter("call_1");
    window.keeper.enter("call_1");
    await inPhase(window, "in");
    window.keeper.enter("call_1");
    expect(window.sessions).toHaveLength(1);
  });

  it("joins again by itself when the connection is gone for good", async () => {
    const window = aWindow();
    window.keeper.enter("call_1");
    await inPhase(window, "in");
    window.sessions[0]?.become({ connection: "disconnected" });
    await vi.waitFor(() => expect(window.sessions).toHaveLength(2), { timeout: 5_000 });
    await inPhase(window, "in");
  });

  it("goes on trying while the service is away", async () => {
    let tries = 0;
    const window = aWindow(createSharedLocks(), (sessions) => {
      tries += 1;
      if (tries < 3) return Promise.reject(new Unreachable());
      const session = new ScriptedSession();
      sessions.push(session);
      return Promise.resolve(session);
    });
    window.keeper.enter("call_1");
    await inPhase(window, "in");
    expect(tries).toBe(3);
  });

  it("gives up where trying is pointless, and tries once more on request", async () => {
    let possible = false;
    const window = aWindow(createSharedLocks(), () =>
      possible
        ? Promise.resolve(new ScriptedSession())
        : Promise.reject(new CallError("unsupported", "for the test")),
    );
    window.keeper.enter("call_1");
    await inPhase(window, "failed");
    possible = true;
    window.keeper.retry();
    await inPhase(window, "in");
  });

  it("takes a closed call for the end of it", async () => {
    const window = aWindow(createSharedLocks(), () => Promise.reject(new Refused(410, "call_closed")));
    window.keeper.enter("call_1");
    await inPhase(window, "failed");
    expect(window.keeper.get()).toMatchObject({ code: "call_ended" });
  });

  it("leaves one call for another", async () => {
    const window = aWindow();
    window.keeper.enter("call_1");
    await inPhase(window, "in");
    window.keeper.enter("call_2");
    await vi.waitFor(() => expect(window.keeper.get()).toMatchObject({ phase: "in", callId: "call_2" }));
    expect(window.sessions.map(({ left }) => left)).toEqual([true, false]);
  });

  it("leaves for good, even while it is still joining", async () => {
    let arrive: (session: CallSession) => void = () => undefined;
    const late = new ScriptedSession();
    const window = aWindow(createSharedLocks(), () => new Promise((resolve) => (arrive = resolve)));
    window.keeper.enter("call_1");
    await vi.waitFor(() => expect(phaseOf(window)).toBe("joining"));
    await Promise.resolve();
    window.keeper.leave();
    await new Promise((resolve) => setTimeout(resolve));
    arrive(late);
    await vi.waitFor(() => expect(late.left).toBe(true));
    expect(phaseOf(window)).toBe("none");
  });
});

describe("two windows", () => {
  it("are never in the call at once", async () => {
    const locks = createSharedLocks();
    const [first, second] = [aWindow(locks), aWindow(locks)];
    first.keeper.enter("call_1");
    await inPhase(first, "in");
    second.keeper.enter("call_1");
    await inPhase(second, "elsewhere");
    expect(second.sessions).toHaveLength(0);
  });

  it("hand the call over when asked, and the first one lets go before long", async () => {
    const locks = createSharedLocks();
    const [first, second] = [aWindow(locks), aWindow(locks)];
    first.keeper.enter("call_1");
    await inPhase(first, "in");
    second.keeper.enter("call_1");
    await inPhase(second, "elsewhere");
    second.keeper.takeOver();
    await inPhase(second, "in");
    await inPhase(first, "elsewhere");
    expect(first.sessions[0]?.left).toBe(true);
  });

  it("inherit the call when the one that was in it goes", async () => {
    const locks = createSharedLocks();
    const [first, second] = [aWindow(locks), aWindow(locks)];
    first.keeper.enter("call_1");
    await inPhase(first, "in");
    second.keeper.enter("call_1");
    await inPhase(second, "elsewhere");
    first.keeper.leave();
    await inPhase(second, "in");
  });
});

describe("the browser's locks", () => {
  it("ask for one lock a call, give it back, and tell when it is stolen", async () => {
    const asked: { name: string; options: LockOptions }[] = [];
    let steal: (cause: DOMException) => void = () => undefined;
    const request = (name: string, options: LockOptions, hold: () => Promise<void>): Promise<void> => {
      asked.push({ name, options });
      return Promise.race([hold(), new Promise<never>((_, reject) => (steal = reject))]);
    };
    const locks = createWebLocks({ request, query: vi.fn() } as unknown as LockManager);
    const lock = await locks.takeOver("call_1");
    expect(asked).toEqual([{ name: "assisted-chat:call_1", options: { steal: true } }]);
    steal(new DOMException("stolen", "AbortError"));
    await lock.lost;
  });

  it("give up waiting in time", async () => {
    const request = (_: string, { signal }: LockOptions): Promise<never> =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener("abort", () => reject(signal.reason as Error)),
      );
    const locks = createWebLocks({ request, query: vi.fn() } as unknown as LockManager);
    expect(await locks.take("call_1", 5)).toBeNull();
  });
});

/** What every call service promises. A service's own test file hands in its name and two pages. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";

export interface Harness {
  /** Two pages of two browsers on a new call; neither has joined. */
  pages(): Promise<{ operator: Page; customer: Page }>;
  /** Brings a page back as a reload does. */
  reload(page: Page): Promise<void>;
  cutCustomersNetwork(ms: number): Promise<void>;
  endCall(): void;
  /** The id that the service knows a role's participant by. */
  userId(role: "operator" | "customer"): string;
}

const RED = "rgb(220, 20, 60)";
const SOON = { timeout: 10_000, interval: 100 };

/** Declares the promises as tests for the provider of that name (`end.ts` knows it by the name). */
export function callProviderContract(provider: string, harness: Harness): void {
  let operator: Page;
  let customer: Page;

  const join = (page: Page, role: "operator" | "customer", microphone = true): Promise<void> =>
    page.evaluate(([p, r, m]) => window.end.join(p, r, m), [provider, role, microphone] as const);
  const connection = (page: Page): Promise<string> => page.evaluate(() => window.end.snapshot().connection);
  const connected = async (): Promise<void> => {
    await expect.poll(() => connection(operator), SOON).toBe("connected");
    await expect.poll(() => connection(customer), SOON).toBe("connected");
  };
  const bothJoin = async (): Promise<void> => {
    await Promise.all([join(operator, "operator"), join(customer, "customer")]);
    await connected();
  };
  const seesRed = async (page: Page): Promise<void> => {
    const redness = async (): Promise<boolean> => {
      const [r, g, b] = (await page.evaluate(() => window.end.colour("screen"))).split(",").map(Number);
      return Math.abs((r ?? 0) - 220) < 26 && Math.abs((g ?? 255) - 20) < 26 && Math.abs((b ?? 255) - 60) < 26;
    };
    await expect.poll(redness, { timeout: 15_000, interval: 100 }).toBe(true);
  };
  const remote = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.end.snapshot().remoteVideos);

  describe(`the call service "${provider}"`, () => {
    beforeEach(async () => {
      ({ operator, customer } = await harness.pages());
    });

    test("joins two pages, whichever comes first", async () => {
      await join(operator, "operator");
      expect(await connection(operator)).toBe("connecting");
      await join(customer, "customer");
      await connected();
    });

    test("joins an operator who comes later", async () => {
      await join(customer, "customer");
      await customer.waitForTimeout(300);
      await join(operator, "operator");
      await connected();
    });

    test("carries the shared screen, and stops carrying it", async () => {
      await bothJoin();
      await customer.evaluate((colour) => window.end.share(colour), RED);
      await seesRed(operator);
      expect(await remote(operator)).toEqual([`${harness.userId("customer")} screen`]);

      await customer.evaluate(() => window.end.stopSharing());
      await expect.poll(() => remote(operator), SOON).toEqual([]);
      expect(await customer.evaluate(() => window.end.captureLive())).toBe(true);
    });

    test("carries a screen that was shared before the peer came", async () => {
      await join(customer, "customer");
      await customer.evaluate((colour) => window.end.share(colour), RED);
      await join(operator, "operator");
      await seesRed(operator);
    });

    test("notices that the browser stopped the capture", async () => {
      await bothJoin();
      await customer.evaluate((colour) => window.end.share(colour), RED);
      await expect.poll(() => remote(operator), SOON).toHaveLength(1);
      await customer.evaluate(() => window.end.stopCapture());
      await expect.poll(() => remote(operator), SOON).toEqual([]);
      expect(await customer.evaluate(() => window.end.snapshot().sharing)).toBe(false);
    });

    test("tells camera and screen apart, both ways at once", async () => {
      await bothJoin();
      await customer.evaluate(() => window.end.camera(true));
      await customer.evaluate((colour) => window.end.share(colour), RED);
      await operator.evaluate(() => window.end.camera(true));
      await expect.poll(() => remote(customer), SOON).toEqual([`${harness.userId("operator")} camera`]);
      await expect
        .poll(() => remote(operator), SOON)
        .toEqual([`${harness.userId("customer")} screen`, `${harness.userId("customer")} camera`]);
      await seesRed(operator);
      const camera = (): Promise<string> => operator.evaluate(() => window.end.colour("camera"));
      await expect.poll(camera, SOON).toMatch(/^\d+,\d+,\d+$/);

      await operator.evaluate(() => window.end.camera(false));
      await expect.poll(() => remote(customer), SOON).toEqual([]);
      expect(await operator.evaluate(() => window.end.snapshot().ownCamera)).toBe(false);
    });

    test("carries sound both ways, and measures our own", async () => {
      await bothJoin();
      for (const page of [operator, customer]) {
        const packets = (): Promise<number> => page.evaluate(() => window.end.audioPackets());
        await expect.poll(packets, SOON).toBeGreaterThan(20);
        expect(await page.evaluate(() => window.end.snapshot().microphone)).toBe("on");
      }
      await customer.mouse.click(5, 5);
      await expect
        .poll(() => customer.evaluate(() => window.end.level()), { ...SOON, interval: 20 })
        .toBeGreaterThan(0.02);

      await customer.evaluate(() => window.end.microphone(false));
      expect(await customer.evaluate(() => window.end.snapshot().microphone)).toBe("muted");
      expect(await customer.evaluate(() => window.end.level())).toBe(0);
    });

    test("says whether the peer's voice comes in: not from one without a microphone, and as soon as they take one", async () => {
      await Promise.all([join(operator, "operator", false), join(customer, "customer")]);
      await connected();
      const heard = (page: Page): Promise<boolean | undefined> => page.evaluate(() => window.end.snapshot().peerHeard);
      await expect.poll(() => heard(operator), SOON).toBe(true);
      expect(await heard(customer)).toBe(false);

      await operator.evaluate(() => window.end.microphone(true));
      await expect.poll(() => heard(customer), SOON).toBe(true);
    });

    test("joins without a microphone and takes one later", async () => {
      await Promise.all([join(operator, "operator"), join(customer, "customer", false)]);
      await connected();
      expect(await customer.evaluate(() => window.end.snapshot().microphone)).toBe("absent");
      await customer.evaluate(() => window.end.microphone(true));
      const packets = (): Promise<number> => operator.evaluate(() => window.end.audioPackets());
      await expect.poll(packets, SOON).toBeGreaterThan(20);
    });

    test("carries messages both ways, and never echoes", async () => {
      await bothJoin();
      for (const page of [operator, customer]) {
        await expect.poll(() => page.evaluate(() => window.end.snapshot().dataChannel), SOON).toBe("open");
      }
      expect(await customer.evaluate(() => window.end.send("dobrý den"))).toBe(true);
      expect(await operator.evaluate(() => window.end.send("안녕하세요"))).toBe(true);
      await expect
        .poll(() => operator.evaluate(() => window.end.heard()), SOON)
        .toEqual([`${harness.userId("customer")}: dobrý den`]);
      await expect
        .poll(() => customer.evaluate(() => window.end.heard()), SOON)
        .toEqual([`${harness.userId("operator")}: 안녕하세요`]);
    });

    test("finds a reloaded operator again, picture and all", async () => {
      await bothJoin();
      await customer.evaluate((colour) => window.end.share(colour), RED);
      await seesRed(operator);
      await harness.reload(operator);
      await join(operator, "operator");
      await connected();
      await seesRed(operator);
    });

    test("finds a reloaded customer again, even twice in a row", async () => {
      await bothJoin();
      for (let time = 0; time < 2; time++) {
        await harness.reload(customer);
        await join(customer, "customer");
        await connected();
      }
      expect(await operator.evaluate(() => window.end.snapshot().peerPresent)).toBe(true);
    });

    test("sees the peer leave, and takes it back", async () => {
      await bothJoin();
      await operator.evaluate(() => window.end.leave());
      expect(await connection(operator)).toBe("disconnected");
      await expect.poll(() => connection(customer), SOON).toBe("connecting");
      await join(operator, "operator");
      await connected();
    });

    test("is over on both sides when the service ends the call", async () => {
      await bothJoin();
      harness.endCall();
      await expect.poll(() => connection(operator), SOON).toBe("disconnected");
      await expect.poll(() => connection(customer), SOON).toBe("disconnected");
      expect(await customer.evaluate(() => window.end.codeOf("camera"))).toBe("CallError call_ended");
      expect(await customer.evaluate(() => window.end.send("too late"))).toBe(false);
    });

    test("rejects with CallError alone", async () => {
      await bothJoin();
      expect(await customer.evaluate(() => window.end.codeOf("share"))).toBe("CallError failed");
      await customer.context().clearPermissions();
      expect(await customer.evaluate(() => window.end.codeOf("camera"))).toBe("CallError permission_denied");
      expect(await customer.evaluate(() => window.end.snapshot().camera)).toBe("denied");
    });

    test.each([12_000, 30_000])("comes back by itself after %i ms without a network", async (ms) => {
      await bothJoin();
      await customer.evaluate((colour) => window.end.share(colour), RED);
      await seesRed(operator);

      await harness.cutCustomersNetwork(ms);
      expect(await customer.evaluate(() => window.end.history())).toContain("reconnecting");
      await expect.poll(() => connection(customer), SOON).toBe("connected");
      await expect.poll(() => connection(operator), SOON).toBe("connected");
      await seesRed(operator);
    });
  });
}

/** The provider for Azure Communication Services keeps the contract, over a scripted client, between two browser processes. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { fileURLToPath } from "node:url";
import { AcsRooms, userId } from "./acs-rooms.js";
import { callProviderContract } from "./call-provider.contract.js";
import { openBrowser, type Browser } from "./chromium.js";

const SOON = { timeout: 10_000, interval: 100 };
const rooms = new AcsRooms(fileURLToPath(new URL("../../build/call-ends", import.meta.url)));
let origin: string;
let browsers: readonly [Browser, Browser];
let open: Page[] = [];

beforeAll(async () => {
  origin = await rooms.open();
  browsers = await Promise.all([openBrowser(origin), openBrowser(origin)]);
});

afterEach(async () => {
  await Promise.all(open.map((page) => page.close()));
  open = [];
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await rooms.close();
});

async function newPage({ context }: Browser, rawMedia = true): Promise<Page> {
  await context.grantPermissions(["microphone", "camera"], { origin });
  const page = await context.newPage();
  open.push(page);
  await page.addInitScript((raw) => {
    globalThis.scriptedCalling = { signals: "/rooms", rawMedia: raw };
  }, rawMedia);
  await page.goto(`${origin}/index.html`);
  return page;
}

callProviderContract("acs", {
  async pages() {
    rooms.reset();
    const [operator, customer] = await Promise.all(browsers.map((browser) => newPage(browser)));
    if (!operator || !customer) throw new Error("a page did not open");
    return { operator, customer };
  },
  reload: async (page) => {
    await page.reload();
  },
  cutCustomersNetwork: (ms) => browsers[1].cutNetwork(ms),
  endCall: () => rooms.endCall(),
  userId,
});

describe("a call over Azure Communication Services", () => {
  beforeEach(() => rooms.reset());

  const both = async (rawMedia = true): Promise<{ operator: Page; customer: Page }> => {
    const [operator, customer] = await Promise.all([newPage(browsers[0]), newPage(browsers[1], rawMedia)]);
    await Promise.all([
      operator.evaluate(() => window.end.join("acs", "operator", true)),
      customer.evaluate(() => window.end.join("acs", "customer", true)),
    ]);
    for (const page of [operator, customer]) {
      await expect.poll(() => page.evaluate(() => window.end.snapshot().connection), SOON).toBe("connected");
    }
    return { operator, customer };
  };
  const videos = (page: Page): Promise<readonly string[]> => page.evaluate(() => window.end.snapshot().remoteVideos);

  test("shares nothing where the resource refuses the page's capture, until the person takes the service's picker", async () => {
    const { operator, customer } = await both(false);
    const refusal = customer.evaluate(() => window.end.share("red").catch((error: unknown) => String(error)));
    expect(await refusal).toContain("412/41073");
    expect(await customer.evaluate(() => window.end.snapshot())).toMatchObject({
      sharing: false,
      servicePicker: "offered",
    });
    expect(await videos(operator)).toEqual([]);

    await customer.evaluate(() => window.end.servicePicker());
    await expect.poll(() => videos(operator), SOON).toEqual([`${userId("customer")} screen`]);
    expect(await customer.evaluate(() => window.end.snapshot().servicePicker)).toBe("sharing");
  });

  test.each(["stop", "restrictTo"] as const)(
    "stops sharing before the page's %s of the captured track",
    async (act) => {
      const { operator, customer } = await both();
      await customer.evaluate(() => window.end.share("red"));
      await expect.poll(() => videos(operator), SOON).toHaveLength(1);
      await customer.evaluate((name) => window.end.showLess(name), act);
      await expect.poll(() => videos(operator), SOON).toEqual([]);
      expect(await customer.evaluate(() => window.end.snapshot().sharing)).toBe(false);
    },
  );

  test("renews its token before it dies, and asks no more once it has left", async () => {
    rooms.tokenSeconds = 4;
    const { customer, operator } = await both();
    await expect.poll(() => rooms.grants, SOON).toBeGreaterThan(3);
    await Promise.all([customer, operator].map((page) => page.evaluate(() => window.end.leave())));
    const asked = rooms.grants;
    await customer.waitForTimeout(3_000);
    expect(rooms.grants).toBe(asked);
  });

  test("opens nothing once the person has left, though joining had begun", async () => {
    rooms.shut = true;
    const customer = await newPage(browsers[1]);
    await customer.evaluate(() => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const asked: MediaStream[] = ((globalThis as { asked?: MediaStream[] }).asked = []);
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await ask(wanted);
        asked.push(stream);
        return stream;
      };
    });
    expect(await customer.evaluate(() => window.end.joinAndLeave("acs", "customer", 300))).toBe("CallError call_ended");
    rooms.reset();
    await customer.waitForTimeout(3_000);
    const live = await customer.evaluate(
      () =>
        (globalThis as { asked?: MediaStream[] }).asked?.filter((stream) =>
          stream.getTracks().some(({ readyState }) => readyState === "live"),
        ).length,
    );
    expect(live).toBe(0);
  });

  test("takes nobody for the peer whom the grant does not name", async () => {
    rooms.named = ["customer"];
    const [operator, customer] = await Promise.all([newPage(browsers[0]), newPage(browsers[1])]);
    await operator.evaluate(() => window.end.join("acs", "operator", true));
    await customer.evaluate(() => window.end.join("acs", "customer", true));
    await expect.poll(() => operator.evaluate(() => window.end.snapshot().connection), SOON).toBe("connected");
    await operator.evaluate(() => window.end.camera(true));
    await operator.evaluate(() => window.end.send("I am your bank"));
    await customer.waitForTimeout(1_500);

    expect(await customer.evaluate(() => window.end.snapshot())).toMatchObject({
      connection: "connecting",
      peerPresent: false,
      remoteVideos: [],
    });
    expect(await customer.evaluate(() => window.end.heard())).toEqual([]);
  });

  test("joins without opening a microphone where none is wanted", async () => {
    const customer = await newPage(browsers[1]);
    await customer.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("a microphone was opened"));
    });
    await customer.evaluate(() => window.end.join("acs", "customer", false));
    expect(await customer.evaluate(() => window.end.snapshot().microphone)).toBe("absent");
  });

  test("mutes whoever is muted while the microphone is being switched on", async () => {
    const { customer } = await both();
    await customer.evaluate(() => window.end.microphone(false));
    await customer.evaluate(() => Promise.all([window.end.microphone(true), window.end.microphone(false)]));
    expect(await customer.evaluate(() => window.end.snapshot().microphone)).toBe("muted");
  });

  test("joins a second time right after it left", async () => {
    const { customer } = await both();
    await customer.evaluate(async () => {
      const left = window.end.leave();
      await window.end.join("acs", "customer", true);
      await left;
    });
    await expect.poll(() => customer.evaluate(() => window.end.snapshot().connection), SOON).toBe("connected");
  });
});

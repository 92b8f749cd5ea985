/** The local call service keeps the contract, between two browser processes. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { fileURLToPath } from "node:url";
import { callProviderContract } from "./call-provider.contract.js";
import { openBrowser, type Browser } from "./chromium.js";
import { PostOffice } from "./post-office.js";

const office = new PostOffice(fileURLToPath(new URL("../../build/call-ends", import.meta.url)));
let origin: string;
let browsers: readonly [Browser, Browser];
let open: Page[] = [];

beforeAll(async () => {
  origin = await office.open();
  browsers = await Promise.all([openBrowser(origin), openBrowser(origin)]);
});

afterEach(async () => {
  await Promise.all(open.map((page) => page.close()));
  open = [];
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await office.close();
});

async function newPage({ context }: Browser): Promise<Page> {
  await context.grantPermissions(["microphone", "camera"], { origin });
  const page = await context.newPage();
  open.push(page);
  await page.goto(`${origin}/index.html`);
  return page;
}

callProviderContract("local", {
  async pages() {
    office.reset();
    const [operator, customer] = await Promise.all(browsers.map(newPage));
    if (!operator || !customer) throw new Error("a page did not open");
    return { operator, customer };
  },
  reload: async (page) => {
    await page.reload();
  },
  cutCustomersNetwork: (ms) => browsers[1].cutNetwork(ms),
  endCall: () => office.endCall(),
  userId: (role) => `user-${role}`,
});

test("no letter came near the limit of a signal", () => {
  expect(office.longestLetter()).toBeLessThan(13_000);
});

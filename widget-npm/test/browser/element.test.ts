/** The element as a bank's page loads it: from a plain script, under the strictest policy, and no more than it needs. */
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { executable } from "./chromium.js";
import { POLICY, serveFolder, type FolderServer } from "./folder-server.js";

const BUILT = fileURLToPath(new URL("../../build/element", import.meta.url));
const page = (script: string): string =>
  `<!doctype html><html lang="cs"><title>Bank</title>${script}<assisted-chat></assisted-chat></html>`;
const PAGES = {
  "/index.html": page(`<script type="module" src="/element.js"></script>`),
  "/plain.html": page(`<script src="/embed.js"></script>`),
};

let server: FolderServer;
let browser: Browser;

beforeAll(async () => {
  server = await serveFolder(BUILT, POLICY, PAGES);
  browser = await chromium.launch({ executablePath: executable(), args: ["--no-sandbox", "--disable-gpu"] });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(path: string): Promise<{ page: Page; refused: string[] }> {
  const page = await browser.newPage();
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  page.on("pageerror", (error) => refused.push(error.message));
  await page.goto(server.origin + path);
  return { page, refused };
}

test.each(["/", "/plain.html"])("comes alive on %s", async (path) => {
  const { page, refused } = await open(path);
  const launcher = page.locator("[data-test=launcher]");
  await launcher.click();
  await page.locator("[data-phase=pin]").waitFor();
  expect(
    await page.locator("[data-test=pin-input]").evaluate((field: HTMLInputElement) => field.matches(":focus")),
  ).toBe(true);
  await page.keyboard.press("Escape");
  expect(await launcher.textContent()).toBe("Pomoc s formulářem");
  expect(await launcher.evaluate((button) => button.matches(":focus"))).toBe(true);
  expect(refused).toEqual([]);
  await page.close();
});

test("loads nothing of the call before a code is accepted", async () => {
  const { page } = await open("/");
  await page.locator("[data-test=launcher]").click();
  await page.locator("[data-test=pin-input]").waitFor();
  await page.waitForLoadState("networkidle");
  const names = server.asked.map((path) => path.replace(/-[^/]*$/, "").replace("/element/", ""));
  expect(names).toContain("later");
  for (const name of ["calling", "joined"]) expect(names).not.toContain(name);
  await page.close();
});

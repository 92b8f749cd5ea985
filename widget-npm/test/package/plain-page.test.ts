/** A page without a bundler, served straight from the tarball under the strictest policy. */
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { executable } from "../browser/chromium.js";
import { POLICY, serveFolder, type FolderServer } from "../browser/folder-server.js";
import { opensToThePinField } from "./opening.js";
import { UNPACKED } from "./tarball.js";

const page = (script: string): string =>
  `<!doctype html><html lang="cs"><title>Bank</title>${script}<assisted-chat></assisted-chat></html>`;
const PAGES = {
  "/module.html": page(`<script type="module" src="/element.js"></script>`),
  "/script.html": page(`<script src="/embed.js"></script>`),
  "/module-embed.html": page(`<script type="module" src="/embed.js"></script>`),
};

let server: FolderServer;
let browser: Browser;

beforeAll(async () => {
  server = await serveFolder(join(UNPACKED, "dist"), POLICY, PAGES);
  browser = await chromium.launch({ executablePath: executable(), args: ["--no-sandbox", "--disable-gpu"] });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

test.each(Object.keys(PAGES))("the element works on %s", async (path) => {
  expect(await opensToThePinField(browser, server.origin + path)).toEqual([]);
});

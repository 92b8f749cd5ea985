/** Every state of the widget: no axe violation, nothing cut off, no breach of the strictest policy; and a picture of it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "@assisted-chat/widget";
import { STATES } from "../gallery/states.js";
import { executable } from "./chromium.js";
import { POLICY, serveFolder, type FolderServer } from "./folder-server.js";

const PAGES = fileURLToPath(new URL("../../build/gallery", import.meta.url));
const IMAGES = fileURLToPath(new URL("../../../build/images/widget", import.meta.url));

const VIEWS = [
  { language: "en", scheme: "light", width: 1280, height: 800 },
  { language: "cs", scheme: "dark", width: 1280, height: 800 },
  { language: "ko", scheme: "light", width: 320, height: 640 },
  { language: "en", scheme: "dark", width: 320, height: 640 },
  { language: "cs", scheme: "light", width: 320, height: 640 },
] as const satisfies readonly View[];

interface View {
  readonly language: Language;
  readonly scheme: "light" | "dark";
  readonly width: number;
  readonly height: number;
}

let server: FolderServer;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(IMAGES, { recursive: true });
  server = await serveFolder(PAGES, POLICY);
  origin = server.origin;
  browser = await chromium.launch({ executablePath: executable(), args: ["--no-sandbox", "--disable-gpu"] });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** A page of the gallery; what it says in the console is collected. */
async function open({ width, height }: View): Promise<{ page: Page; said: string[] }> {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
  const said: string[] = [];
  page.on("console", (message) => ["warning", "error"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(origin);
  await page.waitForFunction(() => "show" in window);
  await page.evaluate(axe.source);
  return { page, said };
}

describe.each(VIEWS)("in $language, $scheme, $width pixels wide", (view) => {
  let page: Page;
  let said: string[];
  beforeAll(async () => {
    ({ page, said } = await open(view));
  });
  afterAll(() => page.close());

  test.each(STATES)("%s", async (state) => {
    await page.evaluate(([s, l, c]) => window.show(s, l, c), [state, view.language, view.scheme] as const);
    await page.screenshot({
      path: join(IMAGES, `${state}-${view.language}-${view.scheme}-${String(view.width)}.png`),
    });
    expect(await violations(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
  });

  test("nothing was refused by the page's policy, and no colour was complained of", () => {
    expect(said).toEqual([]);
  });
});

describe("a theme", () => {
  test("with colours too close is named in the console, pair by pair", async () => {
    const { page, said } = await open(VIEWS[0]);
    await page.evaluate(() => document.documentElement.style.setProperty("--assisted-chat-accent", "#9ec5ff"));
    await page.evaluate(() => window.show("consent", "en", "light"));
    await expect.poll(() => said.join("\n")).toMatch(/accent on paper has a contrast of 1\.\d+; 4\.5 is needed/);
    expect(said.join("\n")).toMatch(/on-accent on accent/);
    await page.close();
  });
});

describe("the panel", () => {
  test("goes out of the way of the field that one types in", async () => {
    const { page } = await open({ ...VIEWS[0], width: 480, height: 640 });
    await page.evaluate(() => window.show("call", "en", "light"));
    await page.locator("[data-test=mic]").waitFor();
    await page.getByLabel("Monthly income").focus();
    await page.locator("[data-test=mic]").waitFor({ state: "detached" });
    await page.locator("[data-test=launcher]", { hasText: "Sharing this tab" }).waitFor();
    await page.close();
  });

  test("takes a code from the clipboard, and keeps the caret in the middle", async () => {
    const { page } = await open(VIEWS[0]);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    await page.evaluate(() => window.show("pin", "en", "light"));
    await page.evaluate(() => navigator.clipboard.writeText(" 482-913\u00a05575 "));
    await page.keyboard.press("ControlOrMeta+V");
    const field = page.locator("[data-test=pin-input]");
    expect(await field.inputValue()).toBe("482 913 5575");
    for (let left = 0; left < 6; left++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("０");
    expect(await field.inputValue()).toBe("482 903 5575");
    await page.close();
  });
});

async function violations(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const found = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ""}`),
    );
  });
}

/** Elements of the panel whose text reaches beyond its edge, and buttons smaller than a fingertip. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const shadow = document.querySelector("[data-assisted-chat]")?.shadowRoot;
    const panel = shadow?.querySelector(".panel");
    const edge = panel?.getBoundingClientRect();
    const complaints: string[] = [];
    for (const element of panel?.querySelectorAll<HTMLElement>("*:not(.visually-hidden, .visually-hidden *)") ?? []) {
      const box = element.getBoundingClientRect();
      const hasText = [...element.childNodes].some(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const overflows = hasText && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      if (overflows || (edge && (box.left < edge.left - 1 || box.right > edge.right + 1))) {
        complaints.push(`cut off: ${element.outerHTML}`);
      }
    }
    for (const button of shadow?.querySelectorAll<HTMLElement>("button") ?? []) {
      const { width, height } = button.getBoundingClientRect();
      if (width < 44 || height < 44) complaints.push(`smaller than 44 pixels: ${button.outerHTML}`);
    }
    return complaints;
  });
}

/**
 * Opens every state of the gallery in Chromium, light and dark, on a phone and on a desk, and in
 * every language; takes its picture, and fails on an axe violation, a word from the content
 * security policy, an error on the console, or a page wider than the window.
 *
 * `node gallery/shoot.mjs [state...]`; pictures go to build/images of the repository.
 */
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const images = here("../../build/images/");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SIZES = { phone: { width: 320, height: 720 }, desk: { width: 1440, height: 860 } };
const AT_ONCE = 4;
const VIEWS = [
  ...["light", "dark"].flatMap((theme) => ["phone", "desk"].map((size) => ({ theme, size, lang: "en" }))),
  { theme: "light", size: "phone", lang: "cs" },
  { theme: "dark", size: "desk", lang: "ko" },
];

const { origin, close } = await serve(here("../build/gallery"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS,
});
const faults = [];
try {
  await mkdir(images, { recursive: true });
  const wanted = process.argv.slice(2);
  if (wanted.length === 0) await forgetOldPictures();
  const names = wanted.length > 0 ? wanted : await stateNames();
  const queue = VIEWS.flatMap((view) => names.map((name) => ({ name, view })));
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      faults.push(...(await shoot(next.name, next.view)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
} finally {
  await browser.close();
  close();
}
for (const fault of faults) console.error(fault);
console.log(`${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;

async function forgetOldPictures() {
  const old = (await readdir(images)).filter((name) => /^operator-.*-(phone|desk)\.png$/.test(name));
  await Promise.all(old.map((name) => rm(images + name)));
}

async function stateNames() {
  const source = await readFile(here("states.ts"), "utf8");
  const table = source.slice(source.indexOf("export const states"));
  return [...table.matchAll(/^ {2}"?([a-z-]+)"?: (?:\{|pinOf)/gm)].map(([, name]) => name);
}

async function shoot(name, { theme, size, lang }) {
  const label = `${name} ${lang} ${theme} ${size}`;
  const found = [];
  const page = await browser.newPage({
    viewport: SIZES[size],
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "Europe/Prague",
  });
  page.on("pageerror", (error) => found.push(`${label}: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) found.push(`${label}: ${message.text()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
    );
  });
  await page.goto(`${origin}/operator/?state=${name}&theme=${theme}&lang=${lang}`);
  await page
    .waitForFunction(() => document.documentElement.dataset.ready === "true", null, { timeout: 15_000 })
    .catch(() => found.push(`${label}: not ready after 15 s`));
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > SIZES[size].width) found.push(`${label}: the page is ${width} px wide`);
  await page.screenshot({
    path: `${images}operator-${name}-${lang}-${theme}-${size}.png`,
    fullPage: size === "phone",
  });
  if (lang === "en") await judge(page, label, found);
  await page.close();
  return found;
}

async function judge(page, label, found) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    // Fluent puts unseen stops at the ends of the page, which pass the focus on at once.
    globalThis.axe.run(
      { exclude: ["[data-tabster-dummy]"] },
      { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    ),
  );
  for (const { id, nodes } of violations) {
    found.push(
      `${label}: axe ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(" | ")}`,
    );
  }
}

/** A bank's own app, fresh from its lock file, with the tarball installed into it: without and with the call SDK. */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { executable } from "../browser/chromium.js";
import { POLICY, serveFolder } from "../browser/folder-server.js";
import { opensToThePinField } from "./opening.js";
import { installed, run, TARBALL, UNPACKED } from "./tarball.js";

/** Names that only the call's code can contain. */
const OF_THE_CALL = /RTCPeerConnection|local-call-signals|getDisplayMedia\(|CallClient/;
const SDK = "@azure/communication-calling";
const { devDependencies: tried } = JSON.parse(readFileSync(join(UNPACKED, "package.json"), "utf8")) as {
  devDependencies: Record<string, string>;
};
const azure = Object.keys(tried).filter((name) => name.startsWith("@azure/"));

describe.each([
  { app: "an app without the call SDK", with: [] },
  { app: "an app with it", with: azure.map((name) => `${name}@${tried[name] ?? ""}`) },
])("$app", ({ with: packages }) => {
  /** Outside of this project, so that nothing of it can be found by looking upwards. */
  const app = mkdtempSync(join(tmpdir(), "a-banks-app-"));
  const assets = join(app, "dist", "assets");

  beforeAll(() => {
    cpSync(fileURLToPath(new URL("vite-app", import.meta.url)), app, { recursive: true });
    run(app, "npm", "ci");
    run(app, "npm", "install", "--no-save", TARBALL, ...packages);
    run(app, installed(app, "vite"), "build");
  });
  afterAll(() => {
    rmSync(app, { recursive: true, force: true });
  });

  test.each(["bundler", "nodenext"])(
    "has types that hold under %s resolution, libraries' own included",
    (resolution) => {
      expect(run(app, installed(app, "tsc"), "-p", `tsconfig.${resolution}.json`)).toBe("");
    },
  );

  test("shows the launcher, asks for the code, and has loaded nothing of the call by then", async () => {
    const server = await serveFolder(join(app, "dist"), POLICY);
    const browser = await chromium.launch({ executablePath: executable(), args: ["--no-sandbox", "--disable-gpu"] });
    try {
      expect(await opensToThePinField(browser, server.origin)).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
    const scripts = server.asked.filter((path) => path.endsWith(".js"));
    expect(scripts).not.toEqual([]);
    expect(scripts.filter((path) => OF_THE_CALL.test(readFileSync(join(app, "dist", path), "utf8")))).toEqual([]);
  });

  test("carries the SDK where it was installed, and only there", () => {
    const carrying = readdirSync(assets).filter((name) => readFileSync(join(assets, name)).length > 1_000_000);

    expect(carrying).toHaveLength(packages.some((name) => name.startsWith(SDK)) ? 1 : 0);
  });
});

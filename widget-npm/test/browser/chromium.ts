/** Real browsers: each a process of its own, with pretended microphone and camera. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--auto-accept-this-tab-capture",
  "--allow-loopback-in-peer-connection",
  "--use-fake-device-for-media-stream",
];

export interface Browser {
  readonly context: BrowserContext;
  /** Stops this browser's network for so long, then lets it go on. */
  cutNetwork(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The browser to test in: `CHROMIUM`, the system's, or the one that Playwright installed. */
export function executable(): string {
  const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", chromium.executablePath()];
  const found = candidates.find((path) => path !== undefined && path !== "" && existsSync(path));
  if (found === undefined) throw new Error("No Chromium: install the package chromium, or set CHROMIUM.");
  return found;
}

/** @param origin - may use microphone and camera without being asked. */
export async function openBrowser(origin: string, permissions = ["microphone", "camera"]): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "assisted-chat-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable(),
    headless: true,
    viewport: { width: 1280, height: 720 },
    args: FLAGS,
  });
  await context.grantPermissions(permissions, { origin });
  return {
    context,
    async cutNetwork(ms) {
      const pid = networkProcess(profile);
      process.kill(pid, "SIGSTOP");
      try {
        await new Promise((resolve) => setTimeout(resolve, ms));
      } finally {
        process.kill(pid, "SIGCONT");
      }
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Chromium sends everything, WebRTC too, through one child of the browser. */
function networkProcess(profile: string): number {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (command.includes(profile) && command.includes("network.mojom")) return Number(pid);
    } catch {
      continue; // it ended while we looked
    }
  }
  throw new Error("The browser's network process was not found.");
}

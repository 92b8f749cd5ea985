/** What npm would publish: the files, and how the two linters of packages judge them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { TARBALL, UNPACKED, installed, run } from "./tarball.js";

const OURS = fileURLToPath(new URL("../..", import.meta.url));
const ROOT = join(OURS, "..");
const files = readdirSync(UNPACKED, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(UNPACKED.length + 1));

test("it is the build and the papers, nothing else", () => {
  const known = /^dist\/(?:types\/.+\.d\.ts|(?:(?:chunks|element)\/)?[\w-]+\.js(?:\.map)?)$/;

  expect(files.filter((file) => !known.test(file)).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "package.json",
  ]);
});

test("no file tells where it was built", () => {
  const telling = files.filter((file) => {
    const text = readFileSync(join(UNPACKED, file), "utf8");
    return text.includes(ROOT) || /file:\/\/\/|"\/(?:home|root|work|tmp|Users)\//.test(text);
  });

  expect(telling).toEqual([]);
});

test("a debugger finds the sources in the maps, and every map is somebody's", () => {
  for (const file of files.filter((name) => name.endsWith(".map"))) {
    const map = JSON.parse(readFileSync(join(UNPACKED, file), "utf8")) as { sourcesContent?: (string | null)[] };
    expect(map.sourcesContent?.every(Boolean), file).toBe(true);
    expect(files).toContain(file.replace(/\.map$/, ""));
  }
});

test("publint has nothing to say", () => {
  expect(run(OURS, installed(ROOT, "publint"), "run", TARBALL, "--strict")).toContain("All good!");
});

test("attw resolves every door, as a module and with its types", () => {
  // Modules alone are shipped: Node 20.19 and newer load them by `require` too. embed.js is a script, not a door.
  const asked = ["--profile", "esm-only", "--exclude-entrypoints", "embed.js", "--no-color", "--no-emoji"];
  const judged = run(OURS, installed(ROOT, "attw"), TARBALL, ...asked);
  const { exports } = JSON.parse(readFileSync(join(UNPACKED, "package.json"), "utf8")) as { exports: object };

  for (const door of Object.keys(exports).filter((name) => name !== "./embed.js")) {
    const named = `"@assisted-chat/widget${door.slice(1)}"`;
    expect(judged).toMatch(new RegExp(`${named}\\n\\nnode16 \\(from ESM\\): OK.*\\nbundler: OK`));
  }
});

/** The tarball that `npm publish` would send, packed once for all tests and unpacked beside itself. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../build/package", import.meta.url));
export const TARBALL = join(FOLDER, "widget.tgz");
export const UNPACKED = join(FOLDER, "package");

export function setup(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const [packed] = JSON.parse(
    run(fileURLToPath(new URL("../..", import.meta.url)), "npm", "pack", "--json", "--pack-destination", FOLDER),
  ) as { filename: string }[];
  if (!packed) throw new Error("npm packed nothing");
  run(FOLDER, "mv", packed.filename, TARBALL);
  run(FOLDER, "tar", "--extract", "--file", TARBALL);
}

/** The path of a command that npm installed into `folder`. */
export const installed = (folder: string, name: string): string => join(folder, "node_modules", ".bin", name);

/** What the command printed; throws with all that it said when it fails. */
export function run(folder: string, command: string, ...given: readonly string[]): string {
  try {
    return execFileSync(command, given, { cwd: folder, env: OWN, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${given.join(" ")}\n${stdout}${stderr}`, { cause: error });
  }
}

/** Without what `npm run` and the test runner say to their children: in `folder` it would not be true. */
const OWN = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_config_(workspace|local_prefix|prefix)|npm_package_|NODE_ENV$|VITEST)/.test(name),
  ),
);

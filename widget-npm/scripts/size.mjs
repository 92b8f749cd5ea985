/**
 * Weighs what a page loads before anybody types a code, as its own bundler would make it: minified,
 * gzipped, React left out, the heaviest language included. Fails above the budget, or when a word of
 * the call's code is in it.
 */
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const BUDGET = 15_000;
/** Names that only the call's code can contain. */
const OF_THE_CALL = /RTCPeerConnection|local-call-signals|getDisplayMedia\(|communication-calling/;
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { output } = await build({
  configFile: false,
  logLevel: "silent",
  build: {
    write: false,
    target: "es2022",
    minify: true,
    modulePreload: false,
    rolldownOptions: {
      input: path("../dist/index.js"),
      external: [/^react($|\/)/, /^react-dom($|\/)/, /^@azure\/communication-/],
      preserveEntrySignatures: "strict",
    },
  },
});
const chunks = new Map(output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]));
const entry = [...chunks.values()].find(({ isEntry }) => isEntry);

const first = closure(entry);
const languages = [...chunks.values()].filter(({ code }) => /pinHeading:/.test(code) && !first.has(code.fileName));
const weigh = (chunk) => gzipSync(chunk.code, { level: 9 }).length;
const language = Math.max(...languages.filter((chunk) => !first.has(chunk.fileName)).map(weigh), 0);
const own = [...first.values()].reduce((sum, chunk) => sum + weigh(chunk), 0);
const total = own + language;

const kept = [...first.values()].map((chunk) => `${chunk.fileName} ${weigh(chunk)}`).join(", ");
console.log(`first paint: ${total} of ${BUDGET} bytes gzipped (code ${own}: ${kept}; a language ${language})`);
const strays = [...first.values()].filter(({ code }) => OF_THE_CALL.test(code));
for (const { fileName } of strays) console.error(`the call's code is in the first paint: ${fileName}`);
if (total > BUDGET) console.error(`over the budget by ${total - BUDGET} bytes`);
process.exitCode = total > BUDGET || strays.length > 0 ? 1 : 0;

/** The chunk and everything that it imports at once. */
function closure(chunk, found = new Map()) {
  if (!chunk || found.has(chunk.fileName)) return found;
  found.set(chunk.fileName, chunk);
  for (const name of chunk.imports) closure(chunks.get(name), found);
  return found;
}

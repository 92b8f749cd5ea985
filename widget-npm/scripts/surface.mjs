/**
 * Writes the public surface of every door, as TypeScript declares it, to api/widget.api.md. With
 * `--check` it compares instead, and fails on a difference: a change of the surface is reviewed as such.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const DOORS = {
  ".": "index.ts",
  "./headless": "headless/index.ts",
  "./calling": "calling/index.ts",
  "./element": "element.ts",
};
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const REPORT = path("../api/widget.api.md");

const { config } = ts.readConfigFile(path("../tsconfig.build.json"), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path(".."));
const doors = Object.entries(DOORS).map(([door, file]) => [door, path(`../src/${file}`)]);
const vite = path("../../node_modules/vite/client.d.ts");
const program = ts.createProgram([...doors.map(([, file]) => file), vite], options);
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

const report = ["# Public surface of @assisted-chat/widget", "", "Written by `npm run surface`; do not edit.", ""];
for (const [door, file] of doors) {
  report.push(`## \`${door}\``, "", "```ts", ...exportsOf(file), "```", "");
}
const text = report.join("\n");

if (process.argv.includes("--check")) {
  const stands = readFileSync(REPORT, { encoding: "utf8", flag: "a+" });
  if (stands !== text) {
    console.error("The public surface is not what api/widget.api.md says. Look at the change, then: npm run surface");
    process.exitCode = 1;
  }
} else {
  mkdirSync(path("../api"), { recursive: true });
  writeFileSync(REPORT, text);
}

/** Every export's declaration, by name. */
function exportsOf(file) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  return checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .sort((a, b) => a.name.localeCompare(b.name, "en"))
    .flatMap((symbol) => symbol.declarations.map((declaration) => declared(declaration, symbol.name)));
}

/** The declaration as it is emitted: types spelled out, private parts and bodies gone. */
function declared(declaration, name) {
  const source = declaration.getSourceFile();
  let emitted = "";
  program.emit(source, (_, content) => (emitted = content), undefined, true);
  const tree = ts.createSourceFile("surface.d.ts", emitted, ts.ScriptTarget.Latest, true);
  const found = tree.statements.find((statement) => namesOf(statement).includes(name));
  return found ? printer.printNode(ts.EmitHint.Unspecified, found, tree) : `// ${name} is declared elsewhere`;
}

function namesOf(statement) {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.text);
  return statement.name ? [statement.name.text] : [];
}

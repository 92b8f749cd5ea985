/**
 * Lint for both front ends. Besides the usual rules it holds the import rules of the house: which
 * room may know which, and that nothing goes round in circles.
 */
import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { TELLING } from "./eslint.telling.mjs";

const WIDGET = "widget-npm/src";
const SPA = "operator-spa/src";

/** What scripts take for granted. */
const GLOBALS_OF_NODE = ["Buffer", "URL", "URLSearchParams", "console", "fetch", "process", "setTimeout", "window"];

/** The SPA's rooms: only the desk may know several of them. */
const SPA_ROOMS = ["alerts", "calls", "customer", "devices", "lobby", "outage", "pin", "sign-in", "stage", "top-bar"];

const zone = (target, from, except, message) => ({ target, from, ...(except.length > 0 ? { except } : {}), message });

const zones = [
  zone(
    `./${WIDGET}/calling`,
    `./${WIDGET}`,
    ["./calling", "./patience.ts", "./json-fields.ts", "./error-name.ts"],
    "The calling door knows no user interface and no journey: the operator's app uses it too.",
  ),
  zone(
    `./${WIDGET}/headless`,
    `./${WIDGET}`,
    ["./headless", "./calling", "./patience.ts", "./json-fields.ts", "./error-name.ts"],
    "The headless door draws nothing.",
  ),
  zone(`./${WIDGET}/words`, `./${WIDGET}`, ["./words", "./headless"], "Words know phases, not panels."),
  zone(`./${WIDGET}/theme`, `./${WIDGET}`, ["./theme"], "A theme knows nothing but colours."),
  zone(
    [`./${WIDGET}/panels`, `./${WIDGET}/parts`],
    `./${WIDGET}/calling`,
    ["./types.ts"],
    "Panels see the call through its types; its code is fetched later.",
  ),
  zone("./widget-npm", "./operator-spa", [], "The widget never knows the operator's app."),
  zone(
    "./operator-spa",
    "./widget-npm",
    ["./src/calling", "./dist"],
    "Of the widget, the operator's app knows calling.",
  ),
  ...SPA_ROOMS.flatMap((room) =>
    SPA_ROOMS.filter((other) => other !== room).map((other) =>
      zone(`./${SPA}/${room}`, `./${SPA}/${other}`, [], "Rooms meet at the desk alone."),
    ),
  ),
];

export default tseslint.config(
  { ignores: ["**/dist/", "**/build/", "**/node_modules/", ".venv/", "local/", "docs/"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: {
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import-x/resolver-next": [
        createNodeResolver({
          extensions: [".ts", ".tsx", ".js", ".mjs", ".css"],
          extensionAlias: { ".js": [".ts", ".tsx", ".js"] },
        }),
      ],
    },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-self-import": "error",
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "no-console": ["error", { allow: ["warn", "error"] }],
      // A handler may be an arrow around a call that answers nothing.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
    },
  },
  { files: [`${WIDGET}/**`], rules: { "no-restricted-syntax": TELLING } },
  {
    files: ["**/*.tsx"],
    ...jsxA11y.flatConfigs.strict,
  },
  { files: ["**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  {
    files: [`${WIDGET}/calling/**`, `${WIDGET}/headless/**`],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: ["react", "react/*", "react-dom", "react-dom/*"] }] }],
    },
  },
  {
    files: [`${WIDGET}/headless/**`, `${WIDGET}/panels/**`, `${WIDGET}/parts/**`, `${WIDGET}/*.ts`, `${WIDGET}/*.tsx`],
    ignores: [`${WIDGET}/headless/later.ts`, `${WIDGET}/headless/joined/session.ts`],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "/calling/(?!types|envelope)",
              message: "The call's code is fetched once a code was accepted; see headless/later.ts.",
            },
            {
              regex: "/calling/envelope",
              allowTypeImports: true,
              message: "The call's code is fetched once a code was accepted; see headless/later.ts.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["operator-spa/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^@assisted-chat/widget(?!/calling$)",
              message: "Of the widget, the operator's app knows calling.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: Object.fromEntries(GLOBALS_OF_NODE.map((name) => [name, "readonly"])) },
  },
);

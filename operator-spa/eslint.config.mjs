import importX, { createNodeResolver } from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { TELLING } from "../eslint.telling.mjs";

const rooms = [
  "alerts",
  "calls",
  "customer",
  "devices",
  "lobby",
  "outage",
  "pin",
  "sign-in",
  "stage",
  "top-bar",
];
const ground = [
  "action.ts",
  "announce",
  "api.ts",
  "keys",
  "language",
  "look",
  "poll.ts",
  "preferences.ts",
  "route.ts",
  "sound",
  "store.ts",
  "ticking.tsx",
  "wire",
];
const above = ["app.tsx", "desk", "main.tsx", "place.ts", "ports.ts"];
const at = (name) => `./src/${name}`;

export default tseslint.config(
  { ignores: ["dist", "build"] },
  ...tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat.recommended,
  jsxA11y.flatConfigs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".tsx", ".js", ".mjs"] })],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
    },
    rules: {
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A picture that scrolls must be reachable by keyboard.
      "jsx-a11y/no-noninteractive-tabindex": [
        "error",
        { roles: ["group"], tags: [], allowExpressionValues: true },
      ],
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          basePath: import.meta.dirname,
          zones: [
            ...rooms.map((room) => ({
              target: at(room),
              from: rooms.filter((other) => other !== room).map(at),
              message: "Rooms never import each other; the desk puts them together.",
            })),
            {
              target: rooms.map(at),
              from: above.map(at),
              message: "A room knows nothing of what stands above it.",
            },
            {
              target: ground.map(at),
              from: [...rooms, ...above].map(at),
              message: "The ground that every room stands on carries no room.",
            },
            {
              target: at("config.ts"),
              from: "./src",
              except: ["./config.ts"],
              message: "The configuration is read by others and reads nobody.",
            },
            {
              target: "./src",
              from: ["./testing", "./gallery"],
              message: "The app contains nothing of its tests.",
            },
          ],
        },
      ],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^@assisted-chat/widget(?!/calling$)",
              message: "Of the widget the app uses the ./calling door alone.",
            },
            {
              regex: "^@fluentui/react-icons$",
              message: "Import an icon by its own address, @fluentui/react-icons/svg/<icon>.",
            },
          ],
        },
      ],
    },
  },
  { files: ["src/**"], rules: { "no-restricted-syntax": TELLING } },
  {
    // Tests may import the tests' own tools.
    files: ["src/**/*.test.{ts,tsx}"],
    rules: { "import-x/no-restricted-paths": "off" },
  },
  { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
);

import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import usual from "./vitest.config.js";

const installed = (name: string): string =>
  fileURLToPath(new URL(`test/react-18/node_modules/${name}`, import.meta.url));

/** The tests of what is drawn, once more under React 18 (`npm run test:react-18` installs it). */
export default mergeConfig(
  usual,
  defineConfig({
    resolve: {
      alias: [
        { find: /^react($|\/)/, replacement: `${installed("react")}$1` },
        { find: /^react-dom($|\/)/, replacement: `${installed("react-dom")}$1` },
      ],
    },
    test: {
      include: ["test/unit/**/*.test.tsx"],
      env: { REACT_MAJOR: "18" },
      // Its React must be the same one, so it goes through the aliases too.
      server: { deps: { inline: [/@testing-library\/react/] } },
    },
  }),
);

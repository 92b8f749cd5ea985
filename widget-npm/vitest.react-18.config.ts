import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { doors } from "./vite.doors.js";

const installed = (name: string): string =>
  fileURLToPath(new URL(`test/react-18/node_modules/${name}`, import.meta.url));

/** The tests of what is drawn, once more under React 18 (`npm run test:react-18` installs it). */
export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      ...doors,
      { find: /^react(?=$|\/)/, replacement: installed("react") },
      { find: /^react-dom(?=$|\/)/, replacement: installed("react-dom") },
      // Its modules, which these aliases reach; what `require` would load they would not.
      { find: /^@testing-library\/react$/, replacement: "@testing-library/react/dist/@testing-library/react.esm.js" },
    ],
  },
  test: {
    environment: "jsdom",
    include: ["test/unit/**/*.test.tsx"],
    setupFiles: ["test/unit/scripted/browser.ts"],
    restoreMocks: true,
    testTimeout: 10_000,
    env: { REACT_MAJOR: "18" },
    server: { deps: { inline: [/@testing-library\/react/] } },
  },
});

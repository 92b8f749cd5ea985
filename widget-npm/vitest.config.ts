import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { doors } from "./vite.doors.js";

/** Tests without a browser; they enter by the package's public names. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: doors },
  test: {
    environment: "jsdom",
    include: ["test/unit/**/*.test.{ts,tsx}"],
    setupFiles: ["test/unit/scripted/browser.ts"],
    restoreMocks: true,
    testTimeout: 10_000,
  },
});

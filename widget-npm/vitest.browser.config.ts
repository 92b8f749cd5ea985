import { defineConfig } from "vitest/config";
import { doors } from "./vite.doors.js";

/** Tests that open real browsers. */
export default defineConfig({
  resolve: { alias: doors },
  test: {
    include: ["test/browser/**/*.test.ts"],
    globalSetup: ["test/browser/build-pages.ts"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});

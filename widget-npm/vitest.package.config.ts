import { defineConfig } from "vitest/config";

/** Tests of the tarball as npm would publish it: nothing here enters by the source. */
export default defineConfig({
  test: {
    include: ["test/package/*.test.ts"],
    globalSetup: ["test/package/tarball.ts"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});

import { defineConfig } from "vite";

/**
 * Microsoft's calling SDK as two modules, for the import map of a page that has no bundler. They stay out of our
 * package: the SDK has a licence of its own, so whoever serves them takes it from npm by themselves.
 */
export default defineConfig({
  build: {
    outDir: "build/calling-sdk",
    target: "es2022",
    copyPublicDir: false,
    modulePreload: false,
    chunkSizeWarningLimit: 7_000,
    rolldownOptions: {
      input: {
        "communication-calling": "@azure/communication-calling",
        "communication-common": "@azure/communication-common",
      },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});

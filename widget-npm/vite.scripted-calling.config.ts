import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The scripted stand-in of the calling SDK as one file, for end-to-end tests to serve in the SDK's place. */
export default defineConfig({
  build: {
    target: "es2022",
    outDir: here("build/scripted-calling"),
    emptyOutDir: true,
    copyPublicDir: false,
    lib: {
      entry: here("test/browser/acs-scripted/index.ts"),
      formats: ["es"],
      fileName: () => "scripted-calling.js",
    },
  },
});

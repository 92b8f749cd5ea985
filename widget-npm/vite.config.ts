import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** The doors that a bundler imports; React and the calling SDK stay the page's own. `<assisted-chat>` has its own build. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    sourcemap: true,
    lib: {
      entry: {
        index: source("index.ts"),
        headless: source("headless/index.ts"),
        calling: source("calling/index.ts"),
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: [/^react($|\/)/, /^react-dom($|\/)/, /^@azure\/communication-/],
      output: { chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});

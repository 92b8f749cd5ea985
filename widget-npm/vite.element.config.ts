import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/**
 * The custom element, for pages without a bundler: React inside, everything minified, what comes
 * later in chunks that stand beside it and are found relative to it.
 */
export default defineConfig({
  plugins: [react()],
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    target: "es2022",
    sourcemap: true,
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      // Microsoft's licence: we do not hand it on. A page's import map supplies it, or calls over it are refused in words.
      external: [/^@azure\/communication-/],
      input: { element: source("element.ts"), embed: source("embed.ts") },
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "element/[name]-[hash].js",
        assetFileNames: "element/[name]-[hash][extname]",
      },
    },
    modulePreload: false,
  },
  base: "./",
});

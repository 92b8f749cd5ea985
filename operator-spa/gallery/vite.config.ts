import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the gallery, which only tests look at; nothing of it is in the app's own build. */
export default defineConfig({
  root: here("."),
  base: "/operator/",
  publicDir: here("../public"),
  plugins: [react()],
  resolve: { alias: { "@assisted-chat/widget/calling": here("../../widget-npm/src/calling/index.ts") } },
  build: {
    target: "es2022",
    outDir: here("../build/gallery"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
  },
});

/** Builds the pages that the browser tests open, once before they run. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { doors } from "../../vite.doors.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function setup(): Promise<void> {
  await buildPage("page", "call-ends");
  await buildPage("../gallery", "gallery");
  await build({
    configFile: here("../../vite.element.config.ts"),
    root: here("../.."),
    logLevel: "warn",
    build: { outDir: here("../../build/element"), emptyOutDir: true },
  });
}

/** @param name - the folder under `build/`. */
export async function buildPage(root: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: "warn",
    plugins: [react()],
    root: here(root),
    base: "./",
    resolve: { alias: doors },
    build: { outDir: here(`../../build/${name}`), emptyOutDir: true, target: "es2022" },
  });
}

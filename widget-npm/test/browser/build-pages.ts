/** Builds the pages that the browser tests open, once before they run. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { doors } from "../../vite.doors.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export async function setup(): Promise<void> {
  await buildPage("page", "call-ends");
  await buildPage("../gallery", "gallery");
  // As it is published; the test runner's own environment would mix React's two builds.
  process.env.NODE_ENV = "production";
  await build({
    configFile: here("../../vite.element.config.ts"),
    root: here("../.."),
    logLevel: "warn",
    build: { outDir: here("../../build/element"), emptyOutDir: true },
  });
  process.env.NODE_ENV = "test";
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

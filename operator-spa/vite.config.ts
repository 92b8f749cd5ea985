import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { scriptedService } from "./testing/vite-scripted-service.ts";

const calling = fileURLToPath(new URL("../widget-npm/src/calling/index.ts", import.meta.url));
const service = "http://localhost:7071";
const scripted = process.env["SCRIPTED"] === "1";

// `SCRIPTED=1 npm run dev` plays the service; without it the app talks to the one on this machine.
export default defineConfig({
  base: "/operator/",
  plugins: [react(), ...(scripted ? [scriptedService()] : [])],
  resolve: { alias: { "@assisted-chat/widget/calling": calling } },
  server: scripted ? {} : { proxy: { "/api": service, "/.auth": service } },
  build: {
    target: "es2022",
    outDir: "dist",
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // Fluent UI, and in a chunk of its own the calling SDK of Azure; an operator loads each once a release.
    chunkSizeWarningLimit: 7_000,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "testing/**/*.test.ts"],
    setupFiles: ["testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 20_000,
  },
});

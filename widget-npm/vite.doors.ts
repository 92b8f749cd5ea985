import { fileURLToPath } from "node:url";

const source = (path: string): string => fileURLToPath(new URL(`src/${path}`, import.meta.url));

/** The package's doors, by their public names, as they stand in the source: for tests and galleries. */
export const doors = [
  { find: "@assisted-chat/widget/calling", replacement: source("calling/index.ts") },
  { find: "@assisted-chat/widget/headless", replacement: source("headless/index.ts") },
  { find: "@assisted-chat/widget/element", replacement: source("element.ts") },
  { find: /^@assisted-chat\/widget$/, replacement: source("index.ts") },
];

/** Serves a built folder under the strictest policy that a bank may have. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

export interface FolderServer {
  readonly origin: string;
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param pages - what stands beside the folder's files, by path. */
export async function serveFolder(
  folder: string,
  policy: string,
  pages: Readonly<Record<string, string>> = {},
): Promise<FolderServer> {
  const asked: string[] = [];
  const contentOf = (path: string): Promise<string | Buffer> => {
    const page = pages[path];
    return page === undefined ? readFile(join(folder, path)) : Promise.resolve(page);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname === "/" ? "/index.html" : pathname;
    asked.push(path);
    contentOf(path).then(
      (content) => {
        const type = TYPES[extname(path)] ?? "application/octet-stream";
        response.writeHead(200, { "content-type": type, "content-security-policy": policy }).end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

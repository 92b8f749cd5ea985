/** A small server for the contract's pages: the built page, grants, and local-call-signals in memory. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { AddressInfo } from "node:net";

interface Stored {
  readonly seq: number;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly data: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};
const PARTICIPANTS = [
  { user_id: "user-operator", role: "operator", name: "Jana Nováková" },
  { user_id: "user-customer", role: "customer", name: "Customer" },
];
const ADDRESS: Readonly<Record<string, string>> = { operator: "operator", customer: "part_1" };

export class PostOffice {
  readonly #server: Server;
  readonly #pages: string;
  #mail: Stored[] = [];
  #ended = false;
  readonly #waiting = new Set<() => void>();

  /** @param pages - the folder with the built pages. */
  constructor(pages: string) {
    this.#pages = pages;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "localhost", resolve));
    return `http://localhost:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** A new call: no mail, not ended. */
  reset(): void {
    this.#mail = [];
    this.#ended = false;
    this.#wake();
  }

  endCall(): void {
    this.#ended = true;
    this.#wake();
  }

  longestLetter(): number {
    return Math.max(0, ...this.#mail.map(({ data }) => data.length));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const [, role, rest] = /^\/as\/(operator|customer)(\/.*)$/.exec(url.pathname) ?? [];
    if (role === undefined) await this.#page(url.pathname, response);
    else if (rest === "/api/issue-acs-token") reply(response, 200, grant(role));
    else if (this.#ended) reply(response, 410, { code: "call_closed" });
    else if (request.method === "POST") this.#post(role, await body(request), response);
    else await this.#letters(role, url.searchParams, response);
  }

  async #page(path: string, response: ServerResponse): Promise<void> {
    try {
      const content = await readFile(join(this.#pages, path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  }

  #post(role: string, letter: Pick<Stored, "to" | "kind" | "data">, response: ServerResponse): void {
    const seq = this.#mail.length + 1;
    this.#mail.push({ ...letter, seq, from: ADDRESS[role] ?? "" });
    this.#wake();
    reply(response, 201, { seq });
  }

  async #letters(role: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
    const until = Date.now() + Number(query.get("wait")) * 1_000;
    const mine = (): Stored[] =>
      this.#mail.filter(({ to, seq }) => to === ADDRESS[role] && seq > Number(query.get("after")));
    while (mine().length === 0 && !this.#ended && Date.now() < until) await this.#somethingNew(until);
    if (this.#ended) reply(response, 410, { code: "call_closed" });
    else reply(response, 200, { signals: mine(), state: "open" });
  }

  #somethingNew(until: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, until - Date.now());
      this.#waiting.add(done);
    });
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}

function grant(role: string): object {
  return {
    provider: "local",
    user_id: `user-${role}`,
    token: "none",
    expires_on: "2030-01-01T00:00:00Z",
    join: { kind: "local", id: "call_1" },
    participants: PARTICIPANTS,
  };
}

async function body(request: IncomingMessage): Promise<Pick<Stored, "to" | "kind" | "data">> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Pick<Stored, "to" | "kind" | "data">;
}

function reply(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(answer));
}

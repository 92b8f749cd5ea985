/** Rooms for the scripted call client: its signalling over HTTP, and grants with tokens of the service's shape. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { AddressInfo } from "node:net";

interface Stored {
  readonly seq: number;
  readonly from: string;
  readonly to: string;
  readonly data: unknown;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};
const ROLES = ["operator", "customer"] as const;

/** The id that the service knows a role's participant by. */
export const userId = (role: string): string => `8:acs:0000_${role}`;

export class AcsRooms {
  readonly #server: Server;
  readonly #pages: string;
  #mail: Stored[] = [];
  #ended = false;
  readonly #waiting = new Set<() => void>();
  /** How long a token lives, in seconds. */
  tokenSeconds = 3_600;
  /** Whom a grant names beside who asks; null: everybody. */
  named: readonly string[] | null = null;
  /** Letters are kept back: nobody gets in. */
  shut = false;
  /** Grants given since the call began. */
  grants = 0;

  constructor(pages: string) {
    this.#pages = pages;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "localhost", resolve));
    return `http://localhost:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /** A new call. */
  reset(): void {
    this.#mail = [];
    this.#ended = false;
    this.grants = 0;
    this.tokenSeconds = 3_600;
    this.named = null;
    this.shut = false;
    this.#wake();
  }

  endCall(): void {
    this.#ended = true;
    this.#wake();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const [, role] = /^\/as\/(operator|customer)\/api\/issue-acs-token$/.exec(pathname) ?? [];
    if (role !== undefined && this.#ended) reply(response, 410, { code: "call_closed" });
    else if (role !== undefined) reply(response, 200, this.#grant(role));
    else if (!pathname.startsWith("/rooms/")) await this.#page(pathname, response);
    else if (this.#ended) reply(response, 410, {});
    else if (this.shut) await this.#somethingNew(Date.now() + 20_000).then(() => reply(response, 503, {}));
    else if (request.method === "POST") this.#post((await body(request)) as Omit<Stored, "seq">, response);
    else await this.#letters(searchParams, response);
  }

  #grant(role: string): object {
    this.grants += 1;
    const expires = Math.floor(Date.now() / 1_000) + this.tokenSeconds;
    return {
      provider: "acs",
      user_id: userId(role),
      token: token({ skypeid: userId(role).slice(2), scp: "voip", exp: expires }),
      expires_on: new Date(expires * 1_000).toISOString(),
      join: { kind: "room", id: "99" },
      participants: ROLES.filter((each) => this.named?.includes(each) ?? true).map((each) => ({
        user_id: userId(each),
        role: each,
        name: each,
      })),
    };
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

  #post(letter: Omit<Stored, "seq">, response: ServerResponse): void {
    const seq = this.#mail.length + 1;
    this.#mail.push({ ...letter, seq });
    this.#wake();
    reply(response, 201, { seq });
  }

  async #letters(query: URLSearchParams, response: ServerResponse): Promise<void> {
    const me = query.get("me");
    const until = Date.now() + Number(query.get("wait")) * 1_000;
    const mine = (): Stored[] =>
      this.#mail.filter(
        ({ from, to, seq }) => seq > Number(query.get("after")) && from !== me && (to === me || to === "*"),
      );
    while (mine().length === 0 && !this.#ended && Date.now() < until) await this.#somethingNew(until);
    if (this.#ended) reply(response, 410, {});
    else reply(response, 200, { letters: mine() });
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

/** A JWT of the service's shape; nobody here looks at the signature. */
function token(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.none`;
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

function reply(response: ServerResponse, status: number, answer: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(answer));
}

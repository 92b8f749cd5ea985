/**
 * A key that cannot leave this browser, and proofs of it (DPoP, RFC 9449): whatever was copied from the
 * page, a token or what a tab remembers, is worth nothing without it.
 */

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };

/** What a proof is made for; `token` is the session token that goes with it. */
export interface ProvenRequest {
  readonly method: string;
  /** Absolute, without query. */
  readonly address: string;
  readonly token?: string | undefined;
}

export class ProofKey {
  /** Not extractable; may be kept in IndexedDB, which keeps it so. */
  readonly pair: CryptoKeyPair;
  #aheadMs = 0;

  constructor(pair: CryptoKeyPair) {
    this.pair = pair;
  }

  static async make(): Promise<ProofKey> {
    return new ProofKey(await crypto.subtle.generateKey(CURVE, false, ["sign"]));
  }

  /** The service says what time it is: from now on proofs are dated by that. */
  correct(serverTime: number): void {
    this.#aheadMs = serverTime - Date.now();
  }

  /** A proof for one request, never to be sent twice. */
  async proof({ method, address, token }: ProvenRequest): Promise<string> {
    const { privateKey, publicKey } = this.pair;
    const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", publicKey);
    const iat = Math.floor((Date.now() + this.#aheadMs) / 1_000);
    const ath = token === undefined ? {} : { ath: base64url(await crypto.subtle.digest("SHA-256", bytes(token))) };
    const header = { typ: "dpop+jwt", alg: "ES256", jwk: { kty, crv, x, y } };
    const claims = { jti: randomText(16), htm: method, htu: address, iat, ...ath };
    const signed = [header, claims].map((part) => base64url(bytes(JSON.stringify(part)))).join(".");
    return `${signed}.${base64url(await crypto.subtle.sign(SIGNATURE, privateKey, bytes(signed)))}`;
  }
}

/** So many random bytes, URL-safe. */
export function randomText(count: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(count)));
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** RFC 7515, appendix C. */
function base64url(raw: ArrayBuffer | Uint8Array): string {
  return btoa(String.fromCharCode(...new Uint8Array(raw)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

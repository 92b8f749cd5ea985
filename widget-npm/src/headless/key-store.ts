/**
 * Where this browser keeps the keys of its places, over a reload: IndexedDB, which keeps them out of
 * reach as `CryptoKey`s. Where that is switched off a key lives as long as the page, and a reload costs the call.
 */

import { pause } from "../patience.js";

const DATABASE = "assisted-chat";
const STORE = "keys";
/** A store that does not answer by then is taken for none: nobody waits for it in front of an accepted code. */
const PATIENCE_MS = 2_000;
/** No place lasts longer; what tabs that were closed have left behind is dropped after it. */
const KEPT_MS = 24 * 60 * 60_000;

interface Kept {
  readonly pair: CryptoKeyPair;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Keeps the key of this place. */
export async function keepKey(participantId: string, pair: CryptoKeyPair): Promise<void> {
  await within("readwrite", (keys) => {
    const kept = keys.put({ pair, at: Date.now() } satisfies Kept, participantId);
    dropOld(keys);
    return kept;
  });
}

/** The key of this place; null when it is not there, or where nothing is kept. What others left behind goes. */
export async function findKey(participantId: string): Promise<CryptoKeyPair | null> {
  const kept = await within("readwrite", (keys) => {
    dropOld(keys);
    return keys.get(participantId);
  });
  return (kept as Kept | undefined)?.pair ?? null;
}

/** Drops the key of a place that is given up. */
export async function dropKey(participantId: string): Promise<void> {
  await within("readwrite", (keys) => keys.delete(participantId));
}

function dropOld(keys: IDBObjectStore): void {
  const cursor = keys.openCursor();
  cursor.onsuccess = () => {
    const at = cursor.result;
    if (at === null) return;
    if ((at.value as Kept).at < Date.now() - KEPT_MS) at.delete();
    at.continue();
  };
}

type Ask = (keys: IDBObjectStore) => IDBRequest;

/** The result of one request to the store; undefined where there is no such store. */
async function within(mode: IDBTransactionMode, ask: Ask): Promise<unknown> {
  const asked = askStore(mode, ask).catch(() => undefined);
  return Promise.race([asked, pause(PATIENCE_MS, new AbortController().signal)]);
}

async function askStore(mode: IDBTransactionMode, ask: Ask): Promise<unknown> {
  const database = await open();
  try {
    return await answer(ask(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
  return answer(opening);
}

function answer<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("refused"));
  });
}

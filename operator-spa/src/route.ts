import { useSyncExternalStore } from "react";

/** Where in the app we are; kept in the address after `#`, so that a reload comes back to it. */
export type Route =
  | { readonly at: "home" }
  | { readonly at: "call"; readonly callId: string }
  /** The window that was opened only to sign in again. */
  | { readonly at: "signed-in" };

/** Reads `location.hash`; anything unknown is home. */
export function parseRoute(hash: string): Route {
  const [, room, id] = hash.split("/");
  if (room === "calls" && id !== undefined && /^[\w-]+$/.test(id)) return { at: "call", callId: id };
  return room === "signed-in" ? { at: "signed-in" } : { at: "home" };
}

/** The address of a route, for `href`. */
export function hrefOf(route: Route): string {
  if (route.at === "call") return `#/calls/${route.callId}`;
  return route.at === "signed-in" ? "#/signed-in" : "#/";
}

/** Goes there; the browser's Back comes back. */
export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

function watchHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** The route, drawn again when it changes. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(watchHash, () => location.hash));
}

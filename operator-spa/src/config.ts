/**
 * The addresses and the paces of the app, in one place.
 * Everything else takes them from here or is given them; nothing else spells a path.
 */

/** Milliseconds between two questions, by what is going on. */
export interface Pace {
  /** A PIN is out or somebody waits. */
  readonly lobbyMs: number;
  /** A customer is in the call. */
  readonly callMs: number;
  /** Nothing is expected to move. */
  readonly idleMs: number;
  /** The list of calls. */
  readonly listMs: number;
  /** Whether an expired sign-in has been renewed in another window. */
  readonly signInMs: number;
  /** The longest pause between two tries while the service is away. */
  readonly longestMs: number;
}

export interface Config {
  /** Where the app is served, with a slash at both ends. */
  readonly basePath: string;
  readonly apiPath: string;
  readonly signInPath: string;
  readonly signOutPath: string;
  readonly pace: Pace;
  /** A customer not heard of for this long has closed the page (the service notes them every 15 s). */
  readonly absentAfterMs: number;
  /** How long a reload may wait for the page before it to let go of the call. */
  readonly lockPatienceMs: number;
}

/** Reads the build's settings; throws when the app was built for an address that is not a path. */
export function readConfig(basePath: string): Config {
  if (!/^\/(.*\/)?$/.test(basePath)) {
    throw new Error(`The app must be built for a path such as /operator/, not for "${basePath}".`);
  }
  return {
    basePath,
    apiPath: "/api",
    signInPath: "/.auth/login/aad",
    signOutPath: "/.auth/logout",
    pace: {
      lobbyMs: 1_000,
      callMs: 2_000,
      idleMs: 5_000,
      listMs: 5_000,
      signInMs: 4_000,
      longestMs: 8_000,
    },
    absentAfterMs: 35_000,
    lockPatienceMs: 1_500,
  };
}

import type { Chime } from "./alerts";
import type { Api } from "./api";
import type { Config } from "./config";
import type { MediaPort } from "./devices";
import type { Preferences } from "./preferences";
import type { CallKeeper } from "./stage";
import type { Store, Watched } from "./store";
import type { Reach } from "./wire/reach";
import type { ServerClock } from "./wire/server-clock";

/** The browser window as far as the app moves it about. */
export interface Place {
  here(): Pick<Location, "pathname" | "search" | "hash">;
  go(address: string): void;
  readonly reload: () => void;
  /** Closes the window, where the browser lets a page do that. */
  readonly close: () => void;
  /** Whether the app may go to the sign-in page by itself; not when it has just come from there. */
  mayGoToSignIn(): boolean;
}

/** Everything outside the page that the app touches, so that a test can stand in for it. */
export interface Ports {
  readonly config: Config;
  readonly api: Api;
  readonly clock: Pick<ServerClock, "now">;
  readonly reach: Watched<Reach>;
  readonly preferences: Store<Preferences>;
  readonly keeper: CallKeeper;
  readonly media: MediaPort;
  readonly chime: Chime;
  readonly place: Place;
}

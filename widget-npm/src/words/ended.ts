import type { EndReason } from "../headless/phases.js";
import type { Words } from "./words.js";

type Key = keyof Words;

/** Heading and text for each way in which a call ends. */
export const ENDED: Readonly<Record<EndReason, readonly [heading: Key, text: Key]>> = {
  operator: ["endedOperator", "endedOperatorText"],
  expired: ["endedExpired", "endedExpiredText"],
  left: ["endedLeft", "endedLeftText"],
  turned_away: ["endedTurnedAway", "endedTurnedAwayText"],
  lobby_timeout: ["endedLobby", "endedLobbyText"],
  distrust: ["endedDistrust", "endedDistrustText"],
  other_tab: ["endedOtherTab", "endedOtherTabText"],
  lost: ["endedLost", "endedLostText"],
};

import type { CallDetail, ListedCall } from "../wire/shapes";

/** The list with what is known better: the call on the page is asked after more often than the list. */
export function withNewer(
  calls: readonly ListedCall[] | null,
  shown: CallDetail | null,
): readonly ListedCall[] | null {
  if (calls === null || shown === null) return calls;
  const mine = listed(shown);
  const known = calls.some(({ call_id }) => call_id === mine.call_id);
  return known ? calls.map((call) => (call.call_id === mine.call_id ? mine : call)) : calls;
}

function listed({ participants, ...call }: CallDetail): ListedCall {
  const count = (wanted: "waiting" | "admitted"): number =>
    participants.filter(({ state }) => state === wanted).length;
  return { ...call, waiting: count("waiting"), admitted: count("admitted") };
}

import type { ListedCall } from "../wire/shapes";

/** The calls that began on one day. */
export interface Day {
  /** The start of the newest of them, in milliseconds. */
  readonly at: number;
  readonly calls: readonly ListedCall[];
}

/** Cuts a list, newest first, into days of this machine's calendar. */
export function byDay(calls: readonly ListedCall[]): readonly Day[] {
  const days: { at: number; name: string; calls: ListedCall[] }[] = [];
  for (const call of calls) {
    const at = Date.parse(call.created_at);
    const name = new Date(at).toDateString();
    const last = days.at(-1);
    if (last?.name === name) last.calls.push(call);
    else days.push({ at, name, calls: [call] });
  }
  return days;
}

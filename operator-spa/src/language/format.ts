import type { Language } from "./language";

/** Times and lengths of time as one language writes them. All times are milliseconds. */
export interface Format {
  /** What is left, such as "4:02"; never below zero. */
  readonly countdown: (ms: number) => string;
  /** What has passed, such as "03:12" or "1:03:12". */
  readonly timer: (ms: number) => string;
  /** "14:20". */
  readonly timeOfDay: (at: number) => string;
  /** "Today", "Yesterday", or the date. */
  readonly day: (at: number, now: number) => string;
  /** "11 min"; anything under a minute is in seconds. */
  readonly length: (ms: number) => string;
  /** "8 sec. ago". */
  readonly ago: (ms: number) => string;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createFormat(language: Language): Format {
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
  const relativeDay = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const relative = new Intl.RelativeTimeFormat(language, { style: "short" });
  const unit = (name: "second" | "minute" | "hour"): Intl.NumberFormat =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" });
  const [seconds, minutes, hours] = [unit("second"), unit("minute"), unit("hour")];

  return {
    countdown(ms) {
      const left = Math.max(0, Math.ceil(ms / SECOND));
      return `${String(Math.floor(left / 60))}:${pad(left % 60)}`;
    },
    timer(ms) {
      const passed = Math.max(0, Math.floor(ms / SECOND));
      const rest = `${pad(Math.floor(passed / 60) % 60)}:${pad(passed % 60)}`;
      return passed >= 3_600 ? `${String(Math.floor(passed / 3_600))}:${rest}` : rest;
    },
    timeOfDay: (at) => clock.format(at),
    day(at, now) {
      const back = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
      return back > 1 ? date.format(at) : capitalised(relativeDay.format(-back, "day"), language);
    },
    length(ms) {
      if (ms < MINUTE) return seconds.format(Math.max(0, Math.round(ms / SECOND)));
      if (ms < HOUR) return minutes.format(Math.round(ms / MINUTE));
      const rest = Math.round((ms % HOUR) / MINUTE);
      return [hours.format(Math.floor(ms / HOUR)), ...(rest ? [minutes.format(rest)] : [])].join(" ");
    },
    ago(ms) {
      if (ms < MINUTE) return relative.format(-Math.max(0, Math.round(ms / SECOND)), "second");
      if (ms < HOUR) return relative.format(-Math.round(ms / MINUTE), "minute");
      return relative.format(-Math.round(ms / HOUR), "hour");
    },
  };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function capitalised(text: string, language: Language): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

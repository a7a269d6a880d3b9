import { DAY_MS, getDayMs } from "./calendar";

/** A moment in the local time of one time zone. */
export interface LocalTime {
  /** ms since the epoch. */
  readonly epochMs: number;
  /** IANA name, or `UTC`. */
  readonly zone: string;
  /** How many seconds the zone is ahead of UTC at that moment. */
  readonly offsetSeconds: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
  readonly weekday: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Microseconds of the second, 0 to 999,999. */
  readonly micro: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The local time in `zone`.
 *
 * @param epochMs ms since the epoch
 * @param zone    a valid IANA name or `UTC`
 */
export function toLocalTime(epochMs: number, zone: string): LocalTime {
  const offsetSeconds = zone === "UTC" ? 0 : getOffset(epochMs, zone);
  const shown = new Date(epochMs + offsetSeconds * 1000);
  const year = shown.getUTCFullYear();
  return {
    epochMs,
    zone,
    offsetSeconds,
    year,
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    weekday: shown.getUTCDay() || 7,
    dayOfYear: Math.floor((shown.getTime() - getDayMs(year, 1, 1)) / DAY_MS) + 1,
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    micro: shown.getUTCMilliseconds() * 1000,
  };
}

/** The local time for a number of microseconds since the epoch, without an offset: its zone is `UTC`. */
export function toWallTime(micros: bigint): LocalTime {
  const micro = Number(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n);
  return { ...toLocalTime(Number((micros - BigInt(micro)) / 1000n), "UTC"), micro };
}

/** A zone's offset. Node gives it only in formatted text. */
function getOffset(epochMs: number, zone: string): number {
  const shown = new Map<string, number>();
  for (const { type, value } of getFormatter(zone).formatToParts(epochMs)) shown.set(type, Number(value));
  const getPart = (name: string): number => shown.get(name) ?? 0;
  const asUtc = Date.UTC(
    getPart("year"),
    getPart("month") - 1,
    getPart("day"),
    getPart("hour"),
    getPart("minute"),
    getPart("second"),
  );
  return Math.round((asUtc - Math.floor(epochMs / 1000) * 1000) / 1000);
}

/** A formatter of a zone's local time, to the second. @throws RangeError if there is no such zone */
export function getFormatter(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(zone, clock);
  return clock;
}

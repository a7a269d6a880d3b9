/** The fields of a moment that a string gives. Missing fields have Joda's defaults: the start of 2000, at midnight in UTC. */
export interface Moment {
  year?: number;
  month?: number;
  day?: number;
  dayOfYear?: number;
  hour?: number;
  minute?: number;
  second?: number;
  micros?: number;
  isAfternoon?: boolean;
  isBeforeChrist?: boolean;
  /** Positive to the east of Greenwich. */
  offsetMinutes?: number;
}

const DAY_MS = 86_400_000;

const START = {
  year: 2000,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  second: 0,
  micros: 0,
  offsetMinutes: 0,
  isAfternoon: false,
  isBeforeChrist: false,
};

/** @returns microseconds since the epoch, or undefined if there is no such day or time of day */
export function toMicros(moment: Moment): bigint | undefined {
  const { dayOfYear, hour, minute, second, micros, isAfternoon, isBeforeChrist, offsetMinutes, ...date } = {
    ...START,
    ...moment,
  };
  const year = isBeforeChrist ? 1 - date.year : date.year;
  const dayMs = dayOfYear === undefined ? toDayMs(year, date.month, date.day) : toDayOfYearMs(year, dayOfYear);
  if (dayMs === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const clockMs = ((hour + (isAfternoon && hour < 12 ? 12 : 0)) * 60 + minute - offsetMinutes) * 60_000 + second * 1000;
  return BigInt(dayMs + clockMs) * 1000n + BigInt(micros);
}

/** @returns undefined if the month has no such day */
function toDayMs(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

/** @returns undefined if the year has no such day */
function toDayOfYearMs(year: number, day: number): number | undefined {
  const first = toDayMs(year, 1, 1);
  if (first === undefined || day < 1) return undefined;
  const ms = first + (day - 1) * DAY_MS;
  return new Date(ms).getUTCFullYear() === year ? ms : undefined;
}

/**
 * A calendar day as `yyyy-[M]M-[d]d`.
 *
 * @returns the day with two digits for month and day, or undefined if there is no such day
 */
export function parseDay(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined || Number(year) < 1) return undefined;
  if (toDayMs(Number(year), Number(month), Number(day)) === undefined) return undefined;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The largest number of microseconds since the epoch that a column holds in its 64 bits. */
const MAX_MICROS = 2n ** 63n - 2n;

/** A timestamp as SQL writes it. @returns undefined if a column cannot hold it, or if it lies before the year 1, where SQL's years begin */
export function formatTimestamp(micros: bigint): string | undefined {
  if (micros > MAX_MICROS || micros < -MAX_MICROS) return undefined;
  const ms = Number(micros / 1000n) - (micros % 1000n < 0n ? 1 : 0);
  const rest = Number(((micros % 1000n) + 1000n) % 1000n);
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1) return undefined;
  const [day = "", time = ""] = date.toISOString().split("T");
  // ISO strings of years beyond four digits have a sign and six digits.
  return `${String(year).padStart(4, "0")}${day.slice(day.startsWith("+") ? 7 : 4)} ${time.slice(0, -1)}${String(rest).padStart(3, "0")}`;
}

import { getFormatter } from "../../foundation/dates/local-time";

const DAY_US = 86_400_000_000n;

/** @param days since 1970-01-01 */
export const formatDate = (days: number): string => {
  const date = new Date(days * 86_400_000);
  const year = date.getUTCFullYear();
  const month = String(date.getUTCMonth() + 1).padStart(2, "0");
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${month}-${String(date.getUTCDate()).padStart(2, "0")}`;
};

/** @param micros since midnight */
export function formatClock(micros: bigint, precision: number): string {
  const seconds = micros / 1_000_000n;
  const padTwo = (value: bigint): string => String(value).padStart(2, "0");
  const fraction = String(micros % 1_000_000n)
    .padStart(6, "0")
    .padEnd(12, "0")
    .slice(0, precision);
  return `${padTwo(seconds / 3600n)}:${padTwo((seconds / 60n) % 60n)}:${padTwo(seconds % 60n)}${precision === 0 ? "" : `.${fraction}`}`;
}

/** @param micros since 1970-01-01, in local time */
export function formatTimestamp(micros: bigint, precision: number): string {
  const ofDay = ((micros % DAY_US) + DAY_US) % DAY_US;
  return `${formatDate(Number((micros - ofDay) / DAY_US))} ${formatClock(ofDay, precision)}`;
}

/** An interval of days to seconds: `2 03:04:05.678`. @param ms whole milliseconds */
export function formatDaySecond(ms: number): string {
  const total = Math.abs(ms);
  const days = Math.floor(total / 86_400_000);
  return `${ms < 0 ? "-" : ""}${days} ${formatClock(BigInt(total - days * 86_400_000) * 1000n, 3)}`;
}

/** An interval of years to months: `1-6`. */
export const formatYearMonth = (months: number): string =>
  `${months < 0 ? "-" : ""}${Math.floor(Math.abs(months) / 12)}-${Math.abs(months) % 12}`;

/** The local time in a zone at an instant. @param micros since 1970-01-01, in UTC @throws RangeError if there is no such zone */
export function toWallMicros(micros: bigint, zone: string): bigint {
  if (zone === "UTC" || zone === "Z") return micros;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (fixed !== null)
    return micros + (fixed[1] === "-" ? -1n : 1n) * (BigInt(fixed[2] ?? 0) * 60n + BigInt(fixed[3] ?? 0)) * 60_000_000n;
  const ofSecond = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const parts = getFormatter(zone).formatToParts(new Date(Number((micros - ofSecond) / 1000n)));
  const getPart = (type: string): number => Number(parts.find((each) => each.type === type)?.value ?? 0);
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  const day = new Date(0).setUTCFullYear(getPart("year"), getPart("month") - 1, getPart("day"));
  return BigInt(day + ((getPart("hour") * 60 + getPart("minute")) * 60 + getPart("second")) * 1000) * 1000n + ofSecond;
}

/** The instant of a local time in a zone. For a local time that occurs twice, the first instant; for one that is skipped, the instant by the offset before the change. */
export function toInstantMicros(wall: bigint, zone: string): bigint {
  let instant = wall;
  for (let round = 0; round < 3; round += 1) instant -= toWallMicros(instant, zone) - wall;
  return instant;
}

import type { LocalTime } from "../local-time";

/** A name for 3 letters (short), 4 (in full) or 5 (its first character). */
export const formatName = (name: string, letters: number): string =>
  letters === 4 ? name : name.slice(0, letters === 5 ? 1 : 3);

/** `1st`, `2nd`, `3rd`, `4th`, for quarters. */
export const formatOrdinal = (value: number): string => `${value}${["st", "nd", "rd"].at(value - 1) ?? "th"}`;

/** A period of the day, such as `in the morning`. */
export const formatDayPeriod = ({ epochMs, zone }: LocalTime): string =>
  getPart(
    new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "numeric", dayPeriod: "long" }),
    epochMs,
    "dayPeriod",
  );

/** A time zone's name: `PDT`, `Pacific Daylight Time`, `PT`, `Pacific Time`. */
export const formatZoneName = (
  { epochMs, zone }: LocalTime,
  form: "short" | "long" | "shortGeneric" | "longGeneric",
): string => getPart(new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: form }), epochMs, "timeZoneName");

const getPart = (format: Intl.DateTimeFormat, epochMs: number, type: string): string =>
  format.formatToParts(epochMs).find((part) => part.type === type)?.value ?? "";

import type { LocalTime } from "../local-time";

/** A piece of a pattern: a run of one letter, or literal text. */
export type PatternToken =
  | { readonly letter: string; readonly count: number }
  | { readonly literal: string }
  | { readonly bracket: "[" | "]" };

/** A quoted text, a run of one letter, or any other single character. */
const TOKENS = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/gu;
const RESERVED = "{}#'";

/**
 * Splits a pattern as Java's DateTimeFormatter does: letters are fields, text between single quotes is literal, `''` is
 * a quote, square brackets mark optional parts.
 *
 * @returns undefined if a reserved character, a quote or a bracket stands where Java does not accept it
 */
export function tokenizePattern(pattern: string): readonly PatternToken[] | undefined {
  const tokens: PatternToken[] = [];
  let open = 0;
  for (const [text, quoted, letter] of pattern.matchAll(TOKENS)) {
    if (text === "[" || text === "]") {
      open += text === "[" ? 1 : -1;
      if (open < 0) return undefined;
      tokens.push({ bracket: text });
    } else if (quoted !== undefined) tokens.push({ literal: quoted === "" ? "'" : quoted.replaceAll("''", "'") });
    else if (letter !== undefined) tokens.push({ letter, count: text.length });
    else if (RESERVED.includes(text)) return undefined;
    else tokens.push({ literal: text });
  }
  return tokens;
}

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

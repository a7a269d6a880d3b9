import type { FieldReader } from "../read-text";

const ID = /[A-Za-z_]+(?:\/[A-Za-z_]+){0,2}(?:[+-]\d+)?/y;
/** How far Joda-Time looks for the slash of an id: the length of `Antarctica/`. */
const MAX_PREFIX_LENGTH = 11;

/** Reads the id of a time zone, such as `America/New_York`: the longest id that the text begins with. */
export const zoneId: FieldReader = {
  field: "zone",
  read(text, at) {
    ID.lastIndex = at;
    const [found = ""] = ID.exec(text) ?? [];
    const slash = text.slice(at, at + MAX_PREFIX_LENGTH).indexOf("/");
    for (let length = found.length; length > Math.max(0, slash); length -= 1) {
      const id = found.slice(0, length);
      if (isZone(id)) return { end: at + length, value: id };
    }
    return { failsAt: at };
  },
};

function isZone(id: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: id }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** The parts of an offset: the fewest and the most digits of each, its greatest value, and its separator, if any. */
const PARTS = [
  { min: 2, max: 2, limit: 23, separator: "" },
  { min: 2, max: 2, limit: 59, separator: ":" },
  { min: 2, max: 2, limit: 59, separator: ":" },
  { min: 1, max: 3, limit: 999, separator: "." },
] as const;

/**
 * `Z`, `+02`, `+0230`, `+02:30`, with seconds and their fraction if there are any. The value is `UTC` or an offset with
 * colons.
 *
 * @see org.joda.time.format.DateTimeFormatterBuilder.TimeZoneOffset#parseInto
 */
export const offset: FieldReader = {
  field: "offset",
  read(text, start) {
    const sign = text.charAt(start);
    if (sign.toUpperCase() === "Z") return { end: start + 1, value: "UTC" };
    if (sign !== "+" && sign !== "-") return { failsAt: start };
    const parts: string[] = [];
    let at = start + 1;
    const withSeparators = text.charAt(at + 2) === ":";
    for (const part of PARTS) {
      const from = findBegin(part, { text, at, withSeparators });
      if (from === undefined) break;
      const [digits = ""] = /^\d*/.exec(text.slice(from, from + part.max)) ?? [];
      if (digits.length < part.min || Number(digits) > part.limit) return { failsAt: from };
      parts.push(digits);
      at = from + digits.length;
    }
    return { end: at, value: formatOffset(sign, parts) };
  },
};

interface OffsetScan {
  readonly text: string;
  readonly at: number;
  readonly withSeparators: boolean;
}

/** The index where a part's digits must begin; undefined if the offset ends before the part. */
function findBegin(
  { separator }: (typeof PARTS)[number],
  { text, at, withSeparators }: OffsetScan,
): number | undefined {
  if (separator === "") return at;
  if (withSeparators) return text.charAt(at) === separator ? at + 1 : undefined;
  return /\d/.test(text.charAt(at)) ? at : undefined;
}

/** The text of an offset, without seconds and fraction if they are 0. */
function formatOffset(
  sign: string,
  [hours = "00", minutes = "00", seconds = "00", fraction = "0"]: readonly string[],
): string {
  const isWhole = Number(fraction) === 0;
  if (isWhole && [hours, minutes, seconds].every((part) => part === "00")) return "UTC";
  const behind = isWhole ? (seconds === "00" ? "" : `:${seconds}`) : `:${seconds}.${fraction.padEnd(3, "0")}`;
  return `${sign}${hours}:${minutes}${behind}`;
}

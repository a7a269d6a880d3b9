import { getItemAt } from "../../../../../../foundation/item-at";
import { MONTHS, getShortName, WEEKDAYS } from "../../../../../../foundation/dates/calendar";
import { getPivot, getYearNear } from "../../../../../../foundation/dates/joda/read";
import { toMicros, type Moment as PartialMoment } from "./moment";

/**
 * Reads a timestamp.
 *
 * @returns microseconds since the epoch in UTC, or undefined if the text does not match the pattern
 */
export type TimeReader = (text: string, thisYear: number) => bigint | undefined;

/** The fields read so far, and the year near which a year of two digits is taken to lie. */
type Moment = PartialMoment & { readonly pivot: number };

/** A part of a pattern: the text that it matches, and the field of the moment that it sets. */
interface Part {
  readonly regex: string;
  readonly set?: (moment: Moment, text: string) => void;
}

const createDigitsPart = (count: number, set: (moment: Moment, value: number) => void): Part => ({
  regex: `(\\d{1,${Math.max(count, 2)}})`,
  set: (moment, text) => set(moment, Number(text)),
});

const createNamePart = (names: readonly string[], set: (moment: Moment, index: number) => void): Part => ({
  regex: `(${names.flatMap((name) => [name, getShortName(name)]).join("|")})`,
  set: (moment, text) =>
    set(
      moment,
      names.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase())),
    ),
});

/** For each pattern letter of Joda, how it is read. */
const LETTERS: Readonly<Record<string, (count: number, isBeforeDigits: boolean) => Part>> = {
  G: () => ({
    regex: "(AD|BC)",
    set: (moment, text) => {
      moment.isBeforeChrist = text.toUpperCase() === "BC";
    },
  }),
  C: (count) => createDigitsPart(count, () => undefined),
  Y: createYearPart,
  y: createYearPart,
  x: createYearPart,
  w: (count) => createDigitsPart(count, () => undefined),
  e: (count) => createDigitsPart(count, () => undefined),
  E: () => createNamePart(WEEKDAYS, () => undefined),
  D: () => ({
    regex: "(\\d{1,3})",
    set: (moment, text) => {
      moment.dayOfYear = Number(text);
    },
  }),
  M: (count) =>
    count > 2
      ? createNamePart(MONTHS, (moment, index) => {
          moment.month = index + 1;
        })
      : createDigitsPart(count, (moment, value) => {
          moment.month = value;
        }),
  d: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.day = value;
    }),
  a: () => ({
    regex: "(AM|PM)",
    set: (moment, text) => {
      moment.isAfternoon = text.toUpperCase() === "PM";
    },
  }),
  K: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.hour = value;
    }),
  h: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.hour = value % 12;
    }),
  H: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.hour = value;
    }),
  k: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.hour = value % 24;
    }),
  m: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.minute = value;
    }),
  s: (count) =>
    createDigitsPart(count, (moment, value) => {
      moment.second = value;
    }),
  S: (count) => ({
    regex: `(\\d{1,${Math.max(count, 9)}})`,
    set: (moment, text) => {
      moment.micros = Number(text.padEnd(6, "0").slice(0, 6));
    },
  }),
  // Joda writes zone names, but does not read them.
  z: () => ({ regex: "(?!)" }),
  Z: () => ({
    regex: "(Z|UTC|[+-]\\d{2}:?\\d{2})",
    set: (moment, text) => {
      const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
      moment.offsetMinutes = sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    },
  }),
};

function createYearPart(count: number, isBeforeDigits = false): Part {
  if (count === 2)
    return {
      regex: "(\\d{2})",
      set: (moment, text) => {
        moment.year = getYearNear(Number(text), moment.pivot);
      },
    };
  // Digits that follow at once belong to the next field, not to the year.
  return {
    regex: isBeforeDigits ? `([+-]?\\d{${count}})` : "([+-]?\\d{1,9})",
    set: (moment, text) => {
      moment.year = Number(text);
    },
  };
}

/**
 * Compiles a pattern of Joda's DateTimeFormat for reading. `millis` stands for milliseconds since the epoch.
 *
 * @returns undefined if the pattern is invalid
 * @see https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html
 */
export function compileJodaPattern(pattern: string): TimeReader | undefined {
  if (pattern === "millis") return (text) => (/^-?\d{1,16}$/.test(text) ? BigInt(text) * 1000n : undefined);
  const parts = splitParts(pattern);
  if (parts === undefined) return undefined;
  const regex = new RegExp(`^${makePossessive(parts)}$`, "iu");
  const setters = parts
    .filter(({ regex: source }) => source.startsWith("(") && !source.startsWith("(?"))
    .map(({ set }) => set);
  return (text, thisYear) => {
    const found = regex.exec(text);
    if (found === null) return undefined;
    const moment: Moment = { pivot: getPivot(thisYear) };
    for (const [index, set] of setters.entries()) set?.(moment, getItemAt(found, index + 1));
    return toMicros(moment);
  };
}

/**
 * Makes each field take as many characters as it can, without backtracking, as Joda reads. With backtracking, a pattern
 * such as `HmsHmsHms…`, whose fields can share the digits in very many ways, would occupy the cloud for hours over one
 * record.
 */
function makePossessive(parts: readonly Part[]): string {
  let groups = 0;
  return parts
    .map(({ regex: source }) =>
      source.startsWith("(") && !source.startsWith("(?") ? `(?=${source})\\${(groups += 1)}(?:)` : source,
    )
    .join("");
}

function splitParts(pattern: string): readonly Part[] | undefined {
  if (pattern === "") return undefined;
  const parts: Part[] = [];
  for (const { 0: token, index } of pattern.matchAll(/'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    const letter = token.charAt(0);
    if (letter === "'") {
      const quoted = token === "''" ? "'" : token.replace(/^'/, "").replace(/'$/, "").replaceAll("''", "'");
      parts.push({ regex: escapeText(quoted) });
    } else if (/[A-Za-z]/.test(letter)) {
      const part = LETTERS[letter]?.(
        token.length,
        /^(?:[CYyxweDdKhHkmsS]|M{1,2}(?!M))/.test(pattern.slice(index + token.length)),
      );
      if (part === undefined) return undefined;
      parts.push(part);
    } else parts.push({ regex: escapeText(token) });
  }
  return parts;
}

const escapeText = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

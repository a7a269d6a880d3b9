interface DateRange {
  /** `2030/01/01,NOW`, `NOW-3YEARS,NOW+1DAY` */
  readonly range: string;
  /** Of Java's DateTimeFormatter. */
  readonly format: string;
  readonly interval: string | undefined;
  readonly unit: string | undefined;
  readonly now: number;
}

type Unit = "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "seconds";

const MOST_VALUES = 1_000_000;
const SECONDS: Readonly<Record<string, number>> = {
  weeks: 604_800,
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
};
const LETTERS: readonly (readonly [RegExp, Unit])[] = [
  [/s/, "seconds"],
  [/m/, "minutes"],
  [/[HhKk]/, "hours"],
  [/[dD]/, "days"],
  [/[ML]/, "months"],
  [/[yu]/, "years"],
];

/** The dates of a projected key, spelled in its format; undefined where the range cannot be read. Times are UTC. */
export function projectedDates({ range, format, interval = "1", unit, now }: DateRange): string[] | undefined {
  const step = unitNamed(unit ?? smallestUnit(format));
  const [from, to] = range.split(",").map((bound) => boundOf(bound.trim(), format, now));
  const count = Number(interval);
  if (from === undefined || to === undefined || step === undefined || !Number.isInteger(count) || count < 1)
    return undefined;
  return steps({ from, to, count, step, format });
}

const smallestUnit = (format: string): Unit =>
  LETTERS.find(([letter]) => letter.test(format.replaceAll(/'[^']*'/g, "")))?.[1] ?? "days";

interface Steps {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly step: Unit;
  readonly format: string;
}

function steps({ from, to, count, step, format }: Steps): string[] {
  const values: string[] = [];
  for (
    let number = 0, at = from;
    at <= to && values.length < MOST_VALUES;
    number += 1, at = moved(from, number * count, step)
  ) {
    const text = spelled(new Date(at), format);
    if (values.at(-1) !== text) values.push(text);
  }
  return values;
}

const unitNamed = (text: string): Unit | undefined =>
  (["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const).find(
    (unit) => unit === `${text.toLowerCase().replace(/s$/, "")}s`,
  );

function boundOf(text: string, format: string, now: number): number | undefined {
  const relative = /^NOW(?:\s*([+-])\s*(\d+)\s*([A-Za-z]+))?$/.exec(text);
  if (relative === null) return parsed(text, format);
  const [, sign, count = "0", word = "days"] = relative;
  const unit = unitNamed(word);
  return unit && moved(now, Number(count) * (sign === "-" ? -1 : 1), unit);
}

function moved(at: number, count: number, unit: Unit): number {
  const seconds = SECONDS[unit];
  if (seconds !== undefined) return at + count * seconds * 1000;
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (unit === "years" ? 12 : 1));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}

const PIECES = /'([^']*)'|y+|u+|M+|d+|H+|m+|s+|S+|[^A-Za-z']+/g;

const FIELDS: Readonly<Record<string, (date: Date) => number>> = {
  y: (date) => date.getUTCFullYear(),
  u: (date) => date.getUTCFullYear(),
  M: (date) => date.getUTCMonth() + 1,
  d: (date) => date.getUTCDate(),
  H: (date) => date.getUTCHours(),
  m: (date) => date.getUTCMinutes(),
  s: (date) => date.getUTCSeconds(),
};
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function spelled(date: Date, format: string): string {
  return format.replaceAll(PIECES, (piece, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === "" ? "'" : quoted;
    const value = FIELDS[piece[0] ?? ""]?.(date);
    return value === undefined ? fraction(piece, date) : spelledField(piece, value);
  });
}

const fraction = (piece: string, date: Date): string =>
  piece.startsWith("S")
    ? String(date.getUTCMilliseconds()).padStart(3, "0").padEnd(piece.length, "0").slice(0, piece.length)
    : piece;

function spelledField(piece: string, value: number): string {
  if (piece.startsWith("M") && piece.length > 2)
    return (MONTHS[value - 1] ?? "").slice(0, piece.length === 3 ? 3 : undefined);
  return piece === "yy" || piece === "uu"
    ? String(value % 100).padStart(2, "0")
    : String(value).padStart(piece.length, "0");
}

/** A text in the format, as ms since the epoch. */
function parsed(text: string, format: string): number | undefined {
  const order: string[] = [];
  const pattern = [...format.matchAll(PIECES)]
    .map(([piece, quoted]) => {
      const letter = piece[0] ?? "";
      if (quoted !== undefined) return escaped(quoted);
      if (!/[A-Za-z]/.test(letter)) return escaped(piece);
      order.push(letter === "M" && piece.length > 2 ? "name" : letter);
      return letter === "M" && piece.length > 2
        ? "([A-Za-z]+)"
        : piece.length === 1
          ? "(\\d+)"
          : `(\\d{${piece.length}})`;
    })
    .join("");
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (match === null) return undefined;
  const part = (letter: string, otherwise: number): number => {
    const at = order.indexOf(letter);
    return at < 0 ? otherwise : Number(match[at + 1]);
  };
  const named = order.indexOf("name");
  const month =
    named < 0 ? part("M", 1) : MONTHS.findIndex((name) => name.slice(0, 3) === match[named + 1]?.slice(0, 3)) + 1;
  return Date.UTC(
    order.includes("y") ? part("y", 1970) : part("u", 1970),
    month - 1,
    part("d", 1),
    part("H", 0),
    part("m", 0),
    part("s", 0),
  );
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

import { JobFault } from "./job";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
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

/** The parts of a wall clock's time. */
class Parts {
  readonly date: Date;
  readonly micros: number;

  constructor(micros: bigint) {
    const ofMs = ((micros % 1000n) + 1000n) % 1000n;
    this.date = new Date(Number((micros - ofMs) / 1000n));
    this.micros = this.date.getUTCMilliseconds() * 1000 + Number(ofMs);
  }

  get year(): number {
    return this.date.getUTCFullYear();
  }
  get month(): number {
    return this.date.getUTCMonth() + 1;
  }
  get day(): number {
    return this.date.getUTCDate();
  }
  get weekday(): number {
    return this.date.getUTCDay();
  }
  get hour(): number {
    return this.date.getUTCHours();
  }
  get minute(): number {
    return this.date.getUTCMinutes();
  }
  get second(): number {
    return this.date.getUTCSeconds();
  }
  get half(): string {
    return this.hour < 12 ? "AM" : "PM";
  }
  get hour12(): number {
    return this.hour % 12 === 0 ? 12 : this.hour % 12;
  }
  get dayOfYear(): number {
    return Math.round((Date.UTC(this.year, this.month - 1, this.day) - Date.UTC(this.year, 0, 1)) / 86_400_000) + 1;
  }

  /** ISO's week, and the year it belongs to. */
  get isoWeek(): readonly [number, number] {
    const thursday = new Date(Date.UTC(this.year, this.month - 1, this.day + 4 - (this.weekday || 7)));
    const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
    return [Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7), thursday.getUTCFullYear()];
  }
}

const two = (value: number): string => String(value).padStart(2, "0");

const MYSQL: Readonly<Record<string, (parts: Parts) => string>> = {
  a: ({ weekday }) => (DAYS[weekday] ?? "").slice(0, 3),
  b: ({ month }) => (MONTHS[month - 1] ?? "").slice(0, 3),
  c: ({ month }) => String(month),
  d: ({ day }) => two(day),
  e: ({ day }) => String(day),
  f: ({ micros }) => String(micros).padStart(6, "0"),
  H: ({ hour }) => two(hour),
  h: ({ hour12 }) => two(hour12),
  I: ({ hour12 }) => two(hour12),
  i: ({ minute }) => two(minute),
  j: ({ dayOfYear }) => String(dayOfYear).padStart(3, "0"),
  k: ({ hour }) => String(hour),
  l: ({ hour12 }) => String(hour12),
  M: ({ month }) => MONTHS[month - 1] ?? "",
  m: ({ month }) => two(month),
  p: ({ half }) => half,
  r: (parts) => `${two(parts.hour12)}:${two(parts.minute)}:${two(parts.second)} ${parts.half}`,
  S: ({ second }) => two(second),
  s: ({ second }) => two(second),
  T: ({ hour, minute, second }) => `${two(hour)}:${two(minute)}:${two(second)}`,
  v: ({ isoWeek }) => two(isoWeek[0]),
  W: ({ weekday }) => DAYS[weekday] ?? "",
  x: ({ isoWeek }) => String(isoWeek[1]),
  Y: ({ year }) => String(year).padStart(4, "0"),
  y: ({ year }) => two(year % 100),
};
const MYSQL_UNREAD = "DUuVwX";

/** @throws JobFault INVALID_FUNCTION_ARGUMENT for specifiers that engine v3 refuses */
export function formatMysql(micros: bigint, format: string): string {
  const parts = new Parts(micros);
  return format.replaceAll(/%(.)/gsu, (_, letter: string) => {
    if (MYSQL_UNREAD.includes(letter))
      throw new JobFault("INVALID_FUNCTION_ARGUMENT", `%${letter} not supported in date format string`);
    return (Object.hasOwn(MYSQL, letter) ? MYSQL[letter] : undefined)?.(parts) ?? letter;
  });
}

/** How a letter's text is read: a pattern, and where what it matches goes. */
type Reading = readonly [pattern: string, field: string];

const names = (list: readonly string[], length?: number): string => list.map((name) => name.slice(0, length)).join("|");
const MYSQL_READS: Readonly<Record<string, Reading>> = {
  a: [names(DAYS, 3), ""],
  b: [names(MONTHS, 3), "monthName"],
  c: ["\\d{1,2}", "month"],
  d: ["\\d{1,2}", "day"],
  e: ["\\d{1,2}", "day"],
  f: ["\\d{1,9}", "fraction"],
  H: ["\\d{1,2}", "hour"],
  h: ["\\d{1,2}", "hour12"],
  I: ["\\d{1,2}", "hour12"],
  i: ["\\d{1,2}", "minute"],
  j: ["\\d{1,3}", "dayOfYear"],
  k: ["\\d{1,2}", "hour"],
  l: ["\\d{1,2}", "hour12"],
  M: [names(MONTHS), "monthName"],
  m: ["\\d{1,2}", "month"],
  p: ["AM|PM", "half"],
  S: ["\\d{1,2}", "second"],
  s: ["\\d{1,2}", "second"],
  W: [names(DAYS), ""],
  Y: ["[+-]?\\d{1,4}", "year"],
  y: ["\\d{1,2}", "shortYear"],
};
const MYSQL_WHOLES: Readonly<Record<string, string>> = { r: "%h:%i:%s %p", T: "%H:%i:%s" };

/** @throws JobFault INVALID_FUNCTION_ARGUMENT @returns micros since the epoch */
export function parseMysql(text: string, format: string): bigint {
  const readings: (Reading | string)[] = [];
  for (const [, letter, plain] of format
    .replaceAll(/%([rT])/g, (_, letter: string) => MYSQL_WHOLES[letter] ?? "")
    .matchAll(/%(.)|([^%]+|%$)/gsu)) {
    if (plain !== undefined) readings.push(plain);
    else if (letter !== undefined)
      readings.push(
        (Object.hasOwn(MYSQL_READS, letter) ? MYSQL_READS[letter] : undefined) ??
          (MYSQL_UNREAD.includes(letter) ? unread(letter) : letter),
      );
  }
  return read(text, readings).wall;
}

function unread(letter: string): never {
  throw new JobFault("INVALID_FUNCTION_ARGUMENT", `%${letter} not supported in date format string`);
}

const JODA_PIECES = /''|'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/g;

interface Zone {
  readonly name: string;
  readonly offset: (separator: string) => string;
}

const padded = (value: number, width: number): string => String(value).padStart(width, "0");

const JODA: Readonly<Record<string, (parts: Parts, width: number, zone: Zone) => string>> = {
  G: () => "AD",
  C: ({ year }, width) => padded(Math.floor(year / 100), width),
  Y: ({ year }, width) => (width === 2 ? two(year % 100) : padded(year, width)),
  y: ({ year }, width) => (width === 2 ? two(year % 100) : padded(year, width)),
  x: ({ isoWeek }, width) => padded(isoWeek[1], width),
  w: ({ isoWeek }, width) => padded(isoWeek[0], width),
  e: ({ weekday }, width) => padded(weekday || 7, width),
  E: ({ weekday }, width) => (width < 4 ? (DAYS[weekday] ?? "").slice(0, 3) : (DAYS[weekday] ?? "")),
  D: ({ dayOfYear }, width) => padded(dayOfYear, width),
  M: ({ month }, width) =>
    width < 3 ? padded(month, width) : width === 3 ? (MONTHS[month - 1] ?? "").slice(0, 3) : (MONTHS[month - 1] ?? ""),
  d: ({ day }, width) => padded(day, width),
  a: ({ half }) => half,
  K: ({ hour }, width) => padded(hour % 12, width),
  h: ({ hour12 }, width) => padded(hour12, width),
  H: ({ hour }, width) => padded(hour, width),
  k: ({ hour }, width) => padded(hour === 0 ? 24 : hour, width),
  m: ({ minute }, width) => padded(minute, width),
  s: ({ second }, width) => padded(second, width),
  S: ({ micros }, width) => String(micros).padStart(6, "0").padEnd(width, "0").slice(0, width),
  z: (_parts, _width, { name }) => name,
  Z: (_parts, width, { name, offset }) => (width === 1 ? offset("") : width === 2 ? offset(":") : name),
};

/** @throws JobFault INVALID_FUNCTION_ARGUMENT */
export function formatJoda(micros: bigint, format: string, zone: Zone): string {
  const parts = new Parts(micros);
  return format.replaceAll(JODA_PIECES, (piece, quoted: string | undefined, letter: string | undefined) => {
    if (piece === "''") return "'";
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (letter === undefined) return piece;
    const rule = Object.hasOwn(JODA, letter) ? JODA[letter] : undefined;
    if (rule === undefined) throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Illegal pattern component: ${letter}`);
    return rule(parts, piece.length, zone);
  });
}

const JODA_READS: Readonly<Record<string, (width: number) => Reading>> = {
  Y: (width) => (width === 2 ? ["\\d{2}", "shortYear"] : ["[+-]?\\d{1,9}", "year"]),
  y: (width) => (width === 2 ? ["\\d{2}", "shortYear"] : ["[+-]?\\d{1,9}", "year"]),
  M: (width) => (width < 3 ? ["\\d{1,2}", "month"] : [`${names(MONTHS)}|${names(MONTHS, 3)}`, "monthName"]),
  d: () => ["\\d{1,2}", "day"],
  D: () => ["\\d{1,3}", "dayOfYear"],
  E: () => [`${names(DAYS)}|${names(DAYS, 3)}`, ""],
  a: () => ["AM|PM", "half"],
  h: () => ["\\d{1,2}", "hour12"],
  K: () => ["\\d{1,2}", "hour12"],
  H: () => ["\\d{1,2}", "hour"],
  k: () => ["\\d{1,2}", "hour"],
  m: () => ["\\d{1,2}", "minute"],
  s: () => ["\\d{1,2}", "second"],
  S: (width) => [`\\d{1,${width}}`, "fraction"],
  Z: (width) => (width > 2 ? ["[A-Za-z_]+(?:/[A-Za-z_]+)*", "zone"] : ["Z|[+-]\\d{2}:?\\d{2}", "offset"]),
};

/** @throws JobFault INVALID_FUNCTION_ARGUMENT */
export function parseJoda(text: string, format: string): { readonly wall: bigint; readonly zone: string } {
  const readings = [...format.matchAll(JODA_PIECES)].map(([piece, quoted, letter]): Reading | string => {
    if (piece === "''") return "'";
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    if (letter === undefined) return piece;
    const rule = Object.hasOwn(JODA_READS, letter) ? JODA_READS[letter] : undefined;
    if (rule === undefined) throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Illegal pattern component: ${letter}`);
    return rule(piece.length);
  });
  return read(text, readings);
}

function read(text: string, readings: readonly (Reading | string)[]): { readonly wall: bigint; readonly zone: string } {
  const order: string[] = [];
  const pattern = readings
    .map((reading) => {
      if (typeof reading === "string") return reading.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      order.push(reading[1]);
      return `(${reading[0]})`;
    })
    .join("");
  const match = new RegExp(`^${pattern}$`, "i").exec(text);
  if (match === null) throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Invalid format: "${text}"`);
  const fields = new Map(order.map((field, index) => [field, match[index + 1] ?? ""]));
  return { wall: wallOf(fields, text), zone: zoneOf(fields) };
}

function zoneOf(fields: ReadonlyMap<string, string>): string {
  const offset = fields.get("offset");
  if (offset === undefined) return fields.get("zone") ?? "UTC";
  const [, sign = "", hours = "", minutes = ""] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  return sign === "" || (hours === "00" && minutes === "00") ? "UTC" : `${sign}${hours}:${minutes}`;
}

type Fields = ReadonlyMap<string, string>;
const numberIn = (fields: Fields, name: string, otherwise: number): number => Number(fields.get(name) ?? otherwise);

/** The time of the day in seconds; undefined if there is no such time. */
function secondsOf(fields: Fields): number | undefined {
  const afternoon = fields.get("half")?.toUpperCase() === "PM";
  const hour = fields.has("hour12")
    ? (numberIn(fields, "hour12", 0) % 12) + (afternoon ? 12 : 0)
    : numberIn(fields, "hour", 0);
  const [minute, second] = [numberIn(fields, "minute", 0), numberIn(fields, "second", 0)];
  return hour > 23 || minute > 59 || second > 59 ? undefined : hour * 3600 + minute * 60 + second;
}

/** The day, in ms since the epoch; undefined if there is no such day. */
function dayOf(fields: Fields): number | undefined {
  const short = fields.get("shortYear");
  const year =
    short === undefined ? numberIn(fields, "year", 1970) : Number(short) + (Number(short) >= 70 ? 1900 : 2000);
  const ordinal = fields.get("dayOfYear");
  if (ordinal !== undefined) return Date.UTC(year, 0, Number(ordinal));
  const name = fields.get("monthName")?.slice(0, 3).toLowerCase();
  const month =
    name === undefined
      ? numberIn(fields, "month", 1)
      : MONTHS.findIndex((each) => each.slice(0, 3).toLowerCase() === name) + 1;
  const day = numberIn(fields, "day", 1);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

function wallOf(fields: Fields, text: string): bigint {
  const [day, seconds] = [dayOf(fields), secondsOf(fields)];
  if (day === undefined || seconds === undefined)
    throw new JobFault("INVALID_FUNCTION_ARGUMENT", `Cannot parse "${text}": a value is out of its range`);
  return (
    (BigInt(day) + BigInt(seconds * 1000) + BigInt((fields.get("fraction") ?? "").slice(0, 3).padEnd(3, "0"))) * 1000n
  );
}

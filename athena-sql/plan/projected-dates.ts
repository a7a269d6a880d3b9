import { createDateReader, type DateReader } from "../../foundation/dates/java/read";
import { parseDatePattern } from "../../foundation/dates/java/write";

interface DateRange {
  /** The range of dates: `2030/01/01,NOW`, `NOW-3YEARS,NOW+1DAY`. */
  readonly range: string;
  /** A pattern of Java's DateTimeFormatter. */
  readonly format: string;
  readonly interval: string | undefined;
  readonly unit: string | undefined;
  readonly now: number;
}

type Unit = "years" | "months" | "weeks" | "days" | "hours" | "minutes" | "seconds";

const MAX_VALUES = 1_000_000;
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

/** The dates of a projected key, written in its format; undefined where the range cannot be parsed. Times are UTC. */
export function listProjectedDates({ range, format, interval = "1", unit, now }: DateRange): string[] | undefined {
  const step = parseUnit(unit ?? findSmallestUnit(format));
  const [read, write] = [createDateReader(format), parseDatePattern(format)];
  if (read === undefined || write === undefined) return undefined;
  const [from, to] = range.split(",").map((bound) => parseBound(bound.trim(), read, now));
  const count = Number(interval);
  if (from === undefined || to === undefined || step === undefined || !Number.isInteger(count) || count < 1)
    return undefined;
  return listSteps({ from, to, count, step, spell: (at) => write(at, "UTC") });
}

const findSmallestUnit = (format: string): Unit =>
  LETTERS.find(([letter]) => letter.test(format.replaceAll(/'[^']*'/g, "")))?.[1] ?? "days";

interface Steps {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly step: Unit;
  readonly spell: (at: number) => string;
}

function listSteps({ from, to, count, step, spell }: Steps): string[] {
  const values: string[] = [];
  for (
    let number = 0, at = from;
    at <= to && values.length < MAX_VALUES;
    number += 1, at = moveByUnit(from, number * count, step)
  ) {
    const text = spell(at);
    if (values.at(-1) !== text) values.push(text);
  }
  return values;
}

const parseUnit = (text: string): Unit | undefined =>
  (["years", "months", "weeks", "days", "hours", "minutes", "seconds"] as const).find(
    (unit) => unit === `${text.toLowerCase().replace(/s$/, "")}s`,
  );

function parseBound(text: string, read: DateReader, now: number): number | undefined {
  const relative = /^NOW(?:\s*([+-])\s*(\d+)\s*([A-Za-z]+))?$/.exec(text);
  if (relative === null) return read(text);
  const [, sign, count = "0", word = "days"] = relative;
  const unit = parseUnit(word);
  return unit && moveByUnit(now, Number(count) * (sign === "-" ? -1 : 1), unit);
}

function moveByUnit(at: number, count: number, unit: Unit): number {
  const seconds = SECONDS[unit];
  if (seconds !== undefined) return at + count * seconds * 1000;
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (unit === "years" ? 12 : 1));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}

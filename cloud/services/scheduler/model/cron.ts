import { createInvalidExpressionFault, createNotEmulatedFault } from "./faults";
import { getItemAt } from "../../../../foundation/item-at";
import type { LocalMs } from "./local-time";

/** The values that each field of a cron expression allows. */
interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

interface Field {
  readonly min: number;
  readonly max: number;
  /** Names of the values, from the lowest on. */
  readonly names?: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const LAST_YEAR = 2199;
const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 1, max: 7, names: WEEKDAYS },
  { min: 1970, max: LAST_YEAR },
];

/**
 * Reads the six fields of a cron expression: minutes, hours, day of the month, month, day of the week and year.
 *
 * @param expression the whole expression, such as `cron(0 8 ? * MON-FRI *)`
 * @throws AwsFault ValidationException; NotImplemented for L, W and #
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export function parseCron(expression: string): Cron {
  const texts = expression.slice("cron(".length, -1).trim().split(/\s+/);
  const [, , day = "", , weekday = ""] = texts;
  // One of the two days must be a question mark, and only one.
  if (texts.length !== FIELDS.length || (day === "?") === (weekday === "?"))
    throw createInvalidExpressionFault(expression);
  const parse = (at: number): ReadonlySet<number> =>
    parseField(getItemAt(texts, at), { field: getItemAt(FIELDS, at), isDay: at === 2 || at === 4, expression });
  return { minutes: parse(0), hours: parse(1), days: parse(2), months: parse(3), weekdays: parse(4), years: parse(5) };
}

interface FieldContext {
  readonly field: Field;
  readonly isDay: boolean;
  readonly expression: string;
}

function parseField(text: string, context: FieldContext): ReadonlySet<number> {
  const { field, isDay, expression } = context;
  if (isDay && /^(?:L|LW|\d{1,2}W|[1-7A-Z]{1,3}L|[1-7A-Z]{1,3}#\d)$/.test(text))
    throw createNotEmulatedFault(`the day ${text} in a cron expression`);
  if (text === "?" && !isDay) throw createInvalidExpressionFault(expression);
  return new Set(text.split(",").flatMap((item) => parseItem(item === "?" ? "*" : item, field, expression)));
}

/** The values of an item such as `5`, `1-5`, `*` or `0/15`. */
function parseItem(item: string, field: Field, expression: string): number[] {
  const { min, max } = field;
  const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(item) ?? [];
  const [first = "", last = step === undefined ? first : String(max)] =
    range === "*" ? [String(min), String(max)] : splitRange(range);
  const [from, to, by] = [toValue(first, field), toValue(last, field), Number(step ?? 1)];
  if (!(from >= min && to >= from && to <= max && by >= 1)) throw createInvalidExpressionFault(expression);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, n) => from + n * by);
}

/** The ends of a range; a text with several hyphens has an end that is no value. */
function splitRange(range: string): readonly string[] {
  const hyphen = range.indexOf("-");
  return hyphen === -1 ? [range] : [range.slice(0, hyphen), range.slice(hyphen + 1)];
}

/** @returns NaN for a text that is no value of the field */
function toValue(text: string, { min, names = [] }: Field): number {
  const position = names.indexOf(text.toUpperCase());
  if (position !== -1) return position + min;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The times of a cron expression from a time on, by the wall clock, earliest first. */
export function* listCronTimes(cron: Cron, from: LocalMs): Generator<LocalMs> {
  const sort = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b);
  const times = sort(cron.hours).flatMap((hour) =>
    sort(cron.minutes).map((minute) => (hour * 60 + minute) * MINUTE_MS),
  );
  for (let day = Math.floor(from / DAY_MS) * DAY_MS; new Date(day).getUTCFullYear() <= LAST_YEAR; day += DAY_MS)
    if (isDayOf(cron, new Date(day))) yield* times.map((time) => day + time).filter((local) => local >= from);
}

const isDayOf = ({ days, months, weekdays, years }: Cron, day: Date): boolean =>
  years.has(day.getUTCFullYear()) &&
  months.has(day.getUTCMonth() + 1) &&
  days.has(day.getUTCDate()) &&
  weekdays.has(day.getUTCDay() + 1);

import { getDayMs, getDaysInMonth, DAY_MS, isLeap, MONTHS, getShortName, WEEKDAYS } from "../calendar";
import type { Fields } from "../read-text";

/** A value outside its field's range. */
interface OutOfRange {
  readonly value: number;
  /** Joda-Time's name of the field, such as `monthOfYear`. */
  readonly field: string;
  readonly range: readonly [low: number, high: number];
}

const HOUR = 3_600_000;
const WEEK = 7 * DAY_MS;
const YEAR = 31_556_952_000;
const MONTH = YEAR / 12;

/** A field of the calendar: its unit, the unit that contains it, and how to set its value in a moment. All in ms. */
interface CalendarField {
  /** The length of one unit. */
  readonly unit: number;
  /** The length of the containing unit; infinite for years. */
  readonly within: number;
  /** The values that it may be set to. */
  readonly getRange?: (moment: number, value: number) => readonly [number, number];
  readonly set: (moment: number, value: number) => number;
  /** The beginning of the unit that contains a moment. */
  readonly floor: (moment: number) => number;
}

/** The first and last year of JavaScript's dates; Joda-Time's range is a thousand times as long. */
const YEARS = [-271_820, 275_759] as const;

const floorTo = (moment: number, size: number): number => Math.floor(moment / size) * size;
const getYear = (moment: number): number => new Date(moment).getUTCFullYear();
const getMonth = (moment: number): number => new Date(moment).getUTCMonth() + 1;
const getTimeOfDay = (moment: number): number => moment - floorTo(moment, DAY_MS);
const getMonday = (moment: number): number => floorTo(moment + 3 * DAY_MS, WEEK) - 3 * DAY_MS;
/** The Monday that starts a week-based year. */
const getWeekyearStart = (weekyear: number): number => getMonday(getDayMs(weekyear, 1, 4));
const getWeekyear = (moment: number): number => getYear(getMonday(moment) + 3 * DAY_MS);
const getWeeksIn = (weekyear: number): number => (getWeekyearStart(weekyear + 1) - getWeekyearStart(weekyear)) / WEEK;
const getWeek = (moment: number): number => (getMonday(moment) - getWeekyearStart(getWeekyear(moment))) / WEEK + 1;

/** A field whose units are all of the same length. */
const createPreciseField = (field: {
  readonly unit: number;
  readonly within: number;
  readonly range: CalendarField["getRange"];
  readonly getBegin: (moment: number) => number;
  readonly first: number;
}): CalendarField => ({
  unit: field.unit,
  within: field.within,
  ...(field.range === undefined ? {} : { getRange: field.range }),
  set: (moment, value) => {
    const begin = field.getBegin(moment);
    return begin + (value - field.first) * field.unit + ((moment - begin) % field.unit);
  },
  floor: (moment) => field.getBegin(moment) + floorTo(moment - field.getBegin(moment), field.unit),
});
const createDayField = (unit: number, within: number, count: number): CalendarField =>
  createPreciseField({
    unit,
    within,
    range: () => [0, count - 1],
    getBegin: (moment) => floorTo(moment, within),
    first: 0,
  });
const createClockhourField = (within: number): CalendarField => {
  const last = within / HOUR;
  const hours = createDayField(HOUR, within, last);
  return { ...hours, getRange: () => [1, last], set: (moment, value) => hours.set(moment, value % last) };
};
/** A range whose end varies (such as the days of a month) is computed only for values that might exceed it. */
const createVariableRange =
  (always: number, last: (moment: number) => number): CalendarField["getRange"] =>
  (moment, value) => [1, value > always || value < 1 ? last(moment) : always];

/** The day of another year with the same date: after February, a leap year's count is one higher. */
function getDayOfYear(year: number, moment: number): number {
  const now = getYear(moment);
  const day = Math.floor((moment - getDayMs(now, 1, 1)) / DAY_MS) + 1;
  return day > 59 ? day + Number(isLeap(year)) - Number(isLeap(now)) : day;
}

const FIELDS = {
  year: {
    unit: YEAR,
    within: Infinity,
    getRange: () => YEARS,
    set: (moment, year) => getDayMs(year, 1, getDayOfYear(year, moment)) + getTimeOfDay(moment),
    floor: (moment) => getDayMs(getYear(moment), 1, 1),
  },
  yearOfEra: {
    unit: YEAR,
    within: Infinity,
    getRange: () => [1, YEARS[1]],
    // The era stays: the year 1 before Christ is the year 0.
    set: (moment, ofEra) => {
      const year = getYear(moment) > 0 ? ofEra : 1 - ofEra;
      return getDayMs(year, 1, getDayOfYear(year, moment)) + getTimeOfDay(moment);
    },
    floor: (moment) => getDayMs(getYear(moment), 1, 1),
  },
  weekyear: {
    unit: YEAR,
    within: Infinity,
    getRange: () => YEARS,
    set: (moment, weekyear) =>
      getWeekyearStart(weekyear) +
      (Math.min(getWeek(moment), getWeeksIn(weekyear)) - 1) * WEEK +
      (moment - getMonday(moment)),
    floor: (moment) => getWeekyearStart(getWeekyear(moment)),
  },
  monthOfYear: {
    unit: MONTH,
    within: YEAR,
    getRange: () => [1, 12],
    set: (moment, month) =>
      getDayMs(
        getYear(moment),
        month,
        Math.min(new Date(moment).getUTCDate(), getDaysInMonth(getYear(moment), month)),
      ) + getTimeOfDay(moment),
    floor: (moment) => getDayMs(getYear(moment), getMonth(moment), 1),
  },
  weekOfWeekyear: createPreciseField({
    unit: WEEK,
    within: YEAR,
    range: (moment, value) => [1, value > 52 ? getWeeksIn(getWeekyear(moment)) : 52],
    getBegin: (moment) => getWeekyearStart(getWeekyear(moment)),
    first: 1,
  }),
  dayOfYear: createPreciseField({
    unit: DAY_MS,
    within: YEAR,
    range: createVariableRange(365, (moment) => (isLeap(getYear(moment)) ? 366 : 365)),
    getBegin: (moment) => getDayMs(getYear(moment), 1, 1),
    first: 1,
  }),
  dayOfMonth: createPreciseField({
    unit: DAY_MS,
    within: MONTH,
    range: createVariableRange(28, (moment) => getDaysInMonth(getYear(moment), getMonth(moment))),
    getBegin: (moment) => getDayMs(getYear(moment), getMonth(moment), 1),
    first: 1,
  }),
  dayOfWeek: createPreciseField({ unit: DAY_MS, within: WEEK, range: () => [1, 7], getBegin: getMonday, first: 1 }),
  halfdayOfDay: createDayField(12 * HOUR, DAY_MS, 2),
  hourOfDay: createDayField(HOUR, DAY_MS, 24),
  clockhourOfDay: createClockhourField(DAY_MS),
  hourOfHalfday: createDayField(HOUR, 12 * HOUR, 12),
  clockhourOfHalfday: createClockhourField(12 * HOUR),
  minuteOfHour: createDayField(60_000, HOUR, 60),
  secondOfMinute: createDayField(1000, 60_000, 60),
  millisOfSecond: createDayField(1, 1000, 1000),
} satisfies Record<string, CalendarField>;
const findField = (name: string): CalendarField | undefined =>
  (FIELDS as Readonly<Record<string, CalendarField>>)[name];

const findIndex = (names: readonly string[], text: string): number =>
  names.findIndex((name) => getShortName(name).toLowerCase() === getShortName(text).toLowerCase());
/** Fields that are read as names or as digits after a decimal point. */
const SPELLED: Readonly<Record<string, (text: string) => readonly [field: string, value: number]>> = {
  monthName: (text) => ["monthOfYear", findIndex(MONTHS, text) + 1],
  dayName: (text) => ["dayOfWeek", findIndex(WEEKDAYS, text) + 1],
  halfdayName: (text) => ["halfdayOfDay", text.toUpperCase() === "PM" ? 1 : 0],
  fraction: (text) => ["millisOfSecond", Number(text.slice(0, 3).padEnd(3, "0"))],
};

interface SavedField {
  readonly name: string;
  readonly field: CalendarField;
  readonly value: number;
}

/** The year for a string that has smaller parts of a date and no year. */
const DEFAULT_YEAR = 2000;

/**
 * The local time of the fields that were read. As in Joda-Time, fields are set one after the other on 1970-01-01, from
 * the largest to the smallest, so that of two fields for the same unit the last one counts.
 *
 * @param read the texts by Joda-Time's names of fields, and by `monthName`, `dayName`, `halfdayName` and `fraction`
 * @returns ms since the epoch, or the first field that is outside its range
 * @see org.joda.time.format.DateTimeParserBucket#computeMillis
 */
export function resolveFields(read: Fields): number | OutOfRange {
  const saved = read.flatMap(([key, text]): readonly SavedField[] => {
    const [name, value] = SPELLED[key]?.(text) ?? [key, Number(text)];
    const field = findField(name);
    return field === undefined ? [] : [{ name, field, value }];
  });
  const all = addYear(sortBySize(saved));
  let moment = 0;
  for (const isFloored of [true, false]) {
    for (const [at, { name, field, value }] of all.entries()) {
      const range = field.getRange?.(moment, value);
      if (range !== undefined && (value < range[0] || value > range[1])) return { value, field: name, range };
      moment = field.set(moment, value);
      if (isFloored || at === all.length - 1) moment = field.floor(moment);
    }
  }
  return moment;
}

function addYear(saved: readonly SavedField[]): readonly SavedField[] {
  const [largest] = saved;
  const isPartOfYear = largest !== undefined && largest.field.unit <= MONTH && largest.field.unit >= DAY_MS;
  return isPartOfYear ? [{ name: "year", field: FIELDS.year, value: DEFAULT_YEAR }, ...saved] : saved;
}

const sortBySize = (saved: readonly SavedField[]): readonly SavedField[] =>
  [...saved].sort(({ field: a }, { field: b }) => compare(b.within, a.within) || compare(b.unit, a.unit));

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

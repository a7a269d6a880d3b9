/** The months, January first. */
export const MONTHS = [
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
] as const;

/** The weekdays in ISO order: Monday first. */
export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export const DAY_MS = 86_400_000;

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** @param month 1 to 12 */
export const getDaysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/**
 * The beginning of a day in ms since the epoch. `Date.UTC` reads the years 0 to 99 as 1900 to 1999; here each year is itself.
 *
 * @param month 1 to 12
 * @param day may be greater than the month's last day
 */
export const getDayMs = (year: number, month: number, day: number): number =>
  new Date(0).setUTCFullYear(year, month - 1, day);

/**
 * A day's week by ISO 8601 (weeks begin on Monday; week 1 holds the year's first Thursday), and the year to which that
 * week belongs.
 */
export function getIsoWeek(time: { readonly year: number; readonly dayOfYear: number; readonly weekday: number }): {
  readonly year: number;
  readonly week: number;
} {
  const thursday = time.dayOfYear + 4 - time.weekday;
  const days = isLeap(time.year) ? 366 : 365;
  if (thursday < 1) {
    const before = time.year - 1;
    return { year: before, week: Math.ceil((thursday + (isLeap(before) ? 366 : 365)) / 7) };
  }
  return thursday > days ? { year: time.year + 1, week: 1 } : { year: time.year, week: Math.ceil(thursday / 7) };
}

/** A month or a day as Java shortens its name: `Jan`, `Tue`. */
export const getShortName = (name: string): string => name.slice(0, 3);

import { isLeap } from "./calendar";
import type { LocalTime } from "./local-time";

/** The weekday as in the United States: 1 (Sunday) to 7 (Saturday). */
export const getUsWeekday = ({ weekday }: LocalTime): number => (weekday % 7) + 1;

/** The week of the month, 1 to 6; weeks begin on Sunday. */
export const getWeekOfMonth = (time: LocalTime): number => getWeek(time.day, getUsWeekday(time));

/** A day's position in its group of seven days, which begin with the 1st of the month: 1 to 7. */
export const getAlignedDayOfWeek = ({ day }: LocalTime): number => ((day - 1) % 7) + 1;

/** The week-based year and its week, by the rules of the United States: week 1 holds January 1. */
export function getWeekOfYear(time: LocalTime): { readonly year: number; readonly week: number } {
  const daysInYear = isLeap(time.year) ? 366 : 365;
  const saturday = time.dayOfYear + 7 - getUsWeekday(time);
  if (saturday > daysInYear) return { year: time.year + 1, week: 1 };
  return { year: time.year, week: getWeek(time.dayOfYear, getUsWeekday(time)) };
}

/** The week of `day`, counted from the week with day 1; `weekday` is the day's own. */
const getWeek = (day: number, weekday: number): number => Math.ceil((day + 7 - weekday) / 7);

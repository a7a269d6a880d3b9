import { TableProblem } from "./csv";

const ISO = /^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * Reads a time such as `2026-11-20T23:59:00Z` or `2026-11-20 23:59+01:00`.
 *
 * A time without a time zone is refused: it would be a different time on each computer. A date alone is refused, too: it does not say
 * whether that day still counts.
 *
 * @returns ISO 8601, in UTC
 * @throws TableProblem
 */
export function parseTime(text: string | undefined, where: string): string | undefined {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  const date = ISO.exec(text)?.[1];
  if (date === undefined && !Number.isNaN(ms) && /^\d{4}-\d\d-\d\d/.test(text))
    throw new TableProblem(
      `${where}: "${text}" is not a complete time. Add the hour and the time zone: ${text.slice(0, 10)}T23:59:00Z, or with +01:00 instead of Z.`,
    );
  if (date === undefined || Number.isNaN(ms)) throw createTimeProblem(text, where);
  // JavaScript takes 30 February for 2 March.
  if (new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date) throw createTimeProblem(text, where);
  return new Date(ms).toISOString();
}

function createTimeProblem(text: string, where: string): TableProblem {
  return new TableProblem(`${where}: "${text}" is not a time such as 2026-11-20T23:59:00Z.`);
}

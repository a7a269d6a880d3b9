import { TableProblem } from "./csv";
import { parseTime } from "./time";

/** The deduction for lateness. Nothing is deducted within the grace period. */
export interface LatePolicy {
  /** ISO 8601. */
  readonly due: string;
  readonly graceMinutes: number;
  /** Percent of the earned marks, for each day begun. */
  readonly percentPerDay: number;
  /** The maximum deduction, for all days together. */
  readonly atMostPercent: number;
  /** After this many days, a submission counts nothing. */
  readonly cutOffDays?: number;
}

export interface Lateness {
  /** Days begun since the work was due. */
  readonly days: number;
  /** Percent of the earned marks. */
  readonly percent: number;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * Reads a policy: `{ "due": "2026-11-20T23:59:00Z", "graceMinutes": 10, "percentPerDay": 10, "atMostPercent": 50, "cutOffDays": 7 }`; only `due` is needed.
 *
 * @throws TableProblem
 */
export function readLatePolicy(text: string, file: string): LatePolicy {
  const rules = parse(text, file);
  const problems: string[] = [];
  const parseNumber = (name: string, usual = 0): number => {
    const value = rules[name] ?? usual;
    if (typeof value === "number" && value >= 0) return value;
    problems.push(`${file}: ${name} must be a number of at least 0.`);
    return usual;
  };
  const policy = {
    due: parseDueTime(rules["due"], file, problems),
    graceMinutes: parseNumber("graceMinutes"),
    percentPerDay: parseNumber("percentPerDay"),
    atMostPercent: Math.min(100, parseNumber("atMostPercent", 100)),
    ...(rules["cutOffDays"] === undefined ? {} : { cutOffDays: parseNumber("cutOffDays") }),
  };
  const known = ["due", "graceMinutes", "percentPerDay", "atMostPercent", "cutOffDays"];
  for (const name of Object.keys(rules).filter((item) => !known.includes(item)))
    problems.push(`${file}: there is no setting "${name}". The settings are ${known.join(", ")}.`);
  if (problems.length > 0) throw new TableProblem(...problems);
  return policy;
}

function parseDueTime(text: unknown, file: string, problems: string[]): string {
  try {
    const due = typeof text === "string" ? parseTime(text, `${file}, due`) : undefined;
    if (due === undefined) problems.push(`${file}: "due" is missing, such as "2026-11-20T23:59:00Z".`);
    return due ?? "";
  } catch (error) {
    if (!(error instanceof TableProblem)) throw error;
    problems.push(...error.problems);
    return "";
  }
}

/**
 * How late a submission is, and the deduction for it.
 *
 * @param submitted ISO 8601
 * @param due       the learner's own due time, instead of the class's
 * @returns         undefined for a submission that came in time
 */
export function calculateLateness(
  submitted: string,
  policy: LatePolicy,
  due: string = policy.due,
): Lateness | undefined {
  const lateMs = Date.parse(submitted) - Date.parse(due) - policy.graceMinutes * 60_000;
  if (lateMs <= 0) return undefined;
  const days = Math.ceil((lateMs + policy.graceMinutes * 60_000) / DAY_MS);
  if (policy.cutOffDays !== undefined && days > policy.cutOffDays) return { days, percent: 100 };
  return { days, percent: Math.min(policy.atMostPercent, days * policy.percentPerDay) };
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The error is thrown below, as for JSON that isn't an object.
  }
  throw new TableProblem(`${file} is not a JSON object.`);
}

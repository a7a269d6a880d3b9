/** The limit for a row, which an issue or the design sets. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One measured quantity, with all its values, so that a reader sees their spread. */
export interface Row {
  readonly what: string;
  /** `×` is a share of a ceiling, or a multiple of another contestant's figure. */
  readonly unit: "" | "ms" | "s" | "KB" | "MB" | "MB/s" | "/s" | "×" | "USD";
  readonly values: readonly number[];
  readonly goal?: Goal;
}

/**
 * One benchmark. Its rows come from the same run: our figures beside a ceiling, which no program of the kind can beat,
 * or beside rivals.
 */
export interface Bench {
  readonly name: string;
  /** One sentence: which quantity is measured, from which moment to which. */
  readonly does: string;
  /** The other programs measured in the same run, with their versions: `moto 5.2.5`. */
  readonly beside?: readonly string[];
  run(root: string): Promise<readonly Row[]>;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function getMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (upper + lower) / 2;
}

const DIGITS: Readonly<Partial<Record<Row["unit"], number>>> = { s: 2, "×": 2, USD: 2 };

/** A row as the report shows it: the median, the range, and the goal with its verdict. */
export function formatRow({ what: label, unit, values, goal }: Row): readonly [string, string] {
  const formatNumber = (value: number) => `${value.toFixed(DIGITS[unit] ?? 0)} ${unit}`.trimEnd();
  const middle = getMedian(values);
  const range = `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}, ${values.length} runs`;
  return [
    label,
    `${formatNumber(middle)} (${range})${goal ? `; goal ${formatLimit(goal, formatNumber)}: ${isMet(goal, middle) ? "met" : "MISSED"}` : ""}`,
  ];
}

/** Whether every row that has a goal meets it. */
export function hasMetGoals(rows: readonly Row[]): boolean {
  return rows.every(({ values, goal }) => goal === undefined || isMet(goal, getMedian(values)));
}

const isMet = (goal: Goal, value: number): boolean => ("atMost" in goal ? value <= goal.atMost : value >= goal.atLeast);

const formatLimit = (goal: Goal, text: (value: number) => string): string =>
  "atMost" in goal ? `≤ ${text(goal.atMost)}` : `≥ ${text(goal.atLeast)}`;

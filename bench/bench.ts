/** A limit that issue or design sets for a row. */
export interface Goal {
  readonly atMost: number;
}

/** One measured quantity: all its values, so that their spread can be seen. */
export interface Row {
  readonly what: string;
  readonly unit: "ms" | "s" | "MB";
  readonly values: readonly number[];
  readonly goal?: Goal;
}

/** One benchmark: rows side by side from the same run, each ours or a ceiling that nothing of its kind can beat. */
export interface Bench {
  readonly name: string;
  /** One sentence: what is measured, from where to where. */
  readonly does: string;
  run(root: string): Promise<readonly Row[]>;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (upper + lower) / 2;
}

/** A row as the report shows it: the median, the range, and the goal with its verdict. */
export function rowText({ what, unit, values, goal }: Row): readonly [string, string] {
  const digits = unit === "s" ? 2 : 0;
  const text = (value: number) => `${value.toFixed(digits)} ${unit}`;
  const middle = median(values);
  const range = `${text(Math.min(...values))} to ${text(Math.max(...values))}, ${values.length} runs`;
  return [what, `${text(middle)} (${range})${goal ? `; goal ≤ ${text(goal.atMost)}: ${middle <= goal.atMost ? "met" : "MISSED"}` : ""}`];
}

/** Whether every row that has a goal meets it. */
export function goalsMet(rows: readonly Row[]): boolean {
  return rows.every(({ values, goal }) => goal === undefined || median(values) <= goal.atMost);
}

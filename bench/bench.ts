/** The limit for a row, which an issue or the design sets. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One measured quantity, with all its values, so that a reader sees their spread. */
export interface Row {
  readonly what: string;
  /** `×` is a share of a ceiling, or a multiple of another contestant's figure. */
  readonly unit: "" | "ms" | "s" | "KB" | "MB" | "MB/s" | "/s" | "×";
  readonly values: readonly number[];
  readonly goal?: Goal | undefined;
}

/**
 * One benchmark. Its rows come from the same run: our figures beside a ceiling, which no program of this kind can beat,
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

/** An environment variable has a value that a benchmark cannot measure. The message is one line for its user. */
export class WrongSetting extends Error {
  override readonly name = "WrongSetting";
}

/**
 * A whole number from the environment that sets how much a benchmark measures.
 *
 * @throws WrongSetting if the value isn't a whole number, or is smaller than `min`
 */
export function readSetting(variable: string, { otherwise, min = 1 }: { otherwise: number; min?: number }): number {
  const value = Number(process.env[variable] ?? otherwise);
  if (!Number.isInteger(value) || value < min)
    throw new WrongSetting(
      `${variable} must be a whole number of at least ${min}, not "${process.env[variable] ?? ""}".`,
    );
  return value;
}

/** A list from the environment, separated by commas, that selects a part of a benchmark; undefined for all of it. */
export const readList = (variable: string): readonly string[] | undefined => process.env[variable]?.split(",");

/** The time that some work takes, in ms. */
export async function measureMs(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The time that some work takes, in seconds. */
export const measureSeconds = async (work: () => unknown): Promise<number> => (await measureMs(work)) / 1000;

/**
 * Measures contestants in turn, round by round, so that whatever else the machine does slows all of them alike. A
 * different one starts each round, since whatever ran just before helps or hinders.
 *
 * @param warmUps the number of rounds before those that count: they fill caches
 * @returns the figures of each contestant, one for each round
 */
export async function takeTurns<Name extends string, Figure>(
  contestants: Readonly<Record<Name, () => Figure | Promise<Figure>>>,
  { rounds, warmUps = 1 }: { readonly rounds: number; readonly warmUps?: number },
): Promise<Record<Name, Figure[]>> {
  const order = Object.keys(contestants) as Name[];
  const figures = Object.fromEntries(order.map((name) => [name, [] as Figure[]])) as Record<Name, Figure[]>;
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const name of order) {
      const figure = await contestants[name]();
      if (round >= 0) figures[name].push(figure);
    }
    order.push(...order.splice(0, 1));
  }
  return figures;
}

/** Each value as a multiple of the other contestant's value of the same round. */
export const getRatios = (values: readonly number[], others: readonly number[]): number[] =>
  values.map((value, round) => value / (others[round] ?? NaN));

/** The middle value; of an even number of values the mean of the two in the middle. */
export function getMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (upper + lower) / 2;
}

const DIGITS: Readonly<Partial<Record<Row["unit"], number>>> = { s: 2, "×": 2 };

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

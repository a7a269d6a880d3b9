import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `×` is a share of a ceiling, or a multiple of another contestant's figure. */
type Unit = "" | "ms" | "s" | "KB" | "MB" | "MB/s" | "/s" | "×";

/** A row's unit, with a limit before it if an issue or the design sets a goal: `≤ 150 ms`. */
export type Measure = Unit | `${"≤" | "≥"} ${number}` | `${"≤" | "≥"} ${number} ${Unit}`;

/** One measured quantity, with all its values, so that a reader sees their spread. */
export interface Row {
  readonly what: string;
  readonly measure: Measure;
  readonly values: readonly number[];
}

export const createRow = (subject: string, measure: Measure, values: readonly number[]): Row => ({
  what: subject,
  measure,
  values,
});

/**
 * One benchmark. Its rows come from the same run: our figures beside a ceiling, which no program of this kind can beat,
 * or beside rivals.
 */
export type Bench = (run: Run) => Promise<readonly Row[]>;

/** One run of a benchmark: the project, and what has to be cleaned up after it. */
export class Run {
  /** The other programs measured in the run, with their versions: `moto 5.2.5`. A benchmark adds them. */
  readonly beside: string[] = [];
  readonly #cleanups: (() => unknown)[] = [];

  /** Absolute path of the project. */
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Registers work for the end of the run, also of a failed one. The last registered is the first done. */
  onEnd(work: () => unknown): void {
    this.#cleanups.unshift(work);
  }

  /** A new, empty folder, which is removed at the end of the run. */
  createFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    this.onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  }

  async end(): Promise<void> {
    for (const work of this.#cleanups.splice(0)) await work();
  }
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

/** Measures something again and again. @returns the figures of all rounds but the warm-ups, which come first */
export async function repeat<Figure>(
  rounds: number,
  measure: () => Figure | Promise<Figure>,
  warmUps = 0,
): Promise<Figure[]> {
  const { figures } = await takeTurns({ figures: measure }, { rounds, warmUps });
  return figures;
}

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

/** What a row shows: a contestant's figures or, beside another contestant, their ratio in each round. */
export type RowPlan<Name extends string> = readonly [what: string, measure: Measure, of: Name, beside?: Name];

/** Measures contestants in turn. @returns the rows that are asked for */
export async function compareInTurn<Name extends string>(
  contestants: Readonly<Record<Name, () => Promise<number>>>,
  { rows, ...options }: { rounds: number; warmUps?: number; rows: readonly RowPlan<Name>[] },
): Promise<Row[]> {
  const figures = await takeTurns(contestants, options);
  return rows.map(([label, measure, of, beside]) => ({
    ...{ what: label, measure },
    values: beside === undefined ? figures[of] : getRatios(figures[of], figures[beside]),
  }));
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

/** A row as the report shows it: the median, the range, and the goal with its verdict. */
export function formatRow({ what: label, measure, values }: Row): readonly [string, string] {
  const { sign, limit, unit } = parseMeasure(measure);
  const digits = unit === "s" || unit === "×" ? 2 : 0;
  const formatNumber = (value: number) => `${value.toFixed(digits)} ${unit}`.trimEnd();
  const range = `${formatNumber(Math.min(...values))} to ${formatNumber(Math.max(...values))}, ${values.length} runs`;
  const verdict = hasMetGoal({ what: label, measure, values }) ? "met" : "MISSED";
  const goal = sign === undefined ? "" : `; goal ${sign} ${formatNumber(limit)}: ${verdict}`;
  return [label, `${formatNumber(getMedian(values))} (${range})${goal}`];
}

/** Whether a row's median meets its goal, if it has one. */
export function hasMetGoal({ measure, values }: Row): boolean {
  const { sign, limit } = parseMeasure(measure);
  const middle = getMedian(values);
  return sign === undefined || (sign === "≤" ? middle <= limit : middle >= limit);
}

function parseMeasure(measure: Measure) {
  const [, sign, limit, unit] = /^(?:([≤≥]) (\S+))? ?(.*)$/.exec(measure) ?? [];
  return { sign, limit: Number(limit), unit };
}

/** Whether a row has a goal. */
export const hasGoal = ({ measure }: Row): boolean => /^[≤≥]/.test(measure);

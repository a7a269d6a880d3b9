import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { getMedian, formatRow, type Bench, type Row } from "./bench";
import { describeMachine, listVersions } from "./machine";

/** One run of a benchmark, as `bench/results/<name>.json` keeps it: the last run of each. */
interface Result {
  readonly name: string;
  readonly does: string;
  /** The time at which it began: `2026-11-22 14:03 UTC`. */
  readonly date: string;
  readonly machine: string;
  /** The load average of the minute before the run. */
  readonly loadBefore: number;
  /** Our versions, and those of the other programs measured. */
  readonly versions: readonly string[];
  /** The command line, with the variables that change the measurement. */
  readonly command: string;
  readonly rows: readonly ResultRow[];
}

/** A row as the results file keeps it. */
interface ResultRow {
  readonly what: string;
  readonly unit: Row["unit"];
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly runs: number;
  /** The row as the command prints it, with goal and verdict. */
  readonly text: string;
}

/** The part of a result that is known before the benchmark runs. */
type Begun = Omit<Result, "rows">;

/** The names of environment variables that tell a benchmark to measure something else, or less. */
const VARIABLE =
  /^(BENCH|FIRST_CELL|FIRST_START|GRADE|DEFENCES|MUTANTS|FLINK_ROUNDS|FLINK_EVENTS|FIREHOSE|CLASS|FUZZ|BESIDE|CLIENTS|JAVA_CLIENTS|TRINO|LEARNERS)(_|$)/;
const RESULTS = join("bench", "results");
const PAGE = join("docs", "benchmarks.md");

/** Notes date, machine, versions and command. It must be called before the benchmark loads the machine. */
export function beginRecord({ name, does, beside = [] }: Bench, env: NodeJS.ProcessEnv): Begun {
  const variables = Object.entries(env)
    .filter(([variable]) => VARIABLE.test(variable))
    .map(([variable, value = ""]) => `${variable}=${value} `);
  return {
    name,
    does,
    date: `${new Date().toISOString().replace("T", " ").slice(0, 16)} UTC`,
    machine: describeMachine(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    versions: [...listVersions(), ...beside],
    command: `${variables.join("")}npm run bench -- ${name}`,
  };
}

/** Writes the results of a run, and generates the page `docs/benchmarks.md` anew. */
export function keep(root: string, run: Begun, rows: readonly Row[]): void {
  const kept = rows.map((row): ResultRow => ({
    what: row.what.trim(),
    unit: row.unit,
    median: getMedian(row.values),
    lowest: Math.min(...row.values),
    highest: Math.max(...row.values),
    runs: row.values.length,
    text: formatRow(row)[1].trim(),
  }));
  mkdirSync(join(root, RESULTS), { recursive: true });
  const result: Result = { ...run, rows: kept };
  writeFileSync(join(root, RESULTS, `${run.name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(join(root, PAGE), renderBenchmarksPage(readResults(root)));
}

/** The last results of all benchmarks, by name. */
export function readResults(root: string): Result[] {
  return readdirSync(join(root, RESULTS))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(root, RESULTS, file), "utf8")) as Result);
}

/** The text of `docs/benchmarks.md`, made of the kept results. */
export function renderBenchmarksPage(runs: readonly Result[]): string {
  return `# Benchmarks: the last run of each

Made by \`npm run bench\` from \`bench/results/\`; do not edit. Each run of a benchmark keeps its date, machine, versions, command and figures here, in the place of the run before,
on a quiet machine or not: the load says how many programs wanted a processor in the minute before it began. What each benchmark measures, its ceilings and goals, and the figures that
were taken before runs were kept, stand in [bench/README.md](../bench/README.md). Of those, a row that names no day is of November 2026, and its day, machine and load were not written down.
${runs.map(renderSection).join("")}`;
}

function renderSection({ name, does, date, machine: on, loadBefore, versions, command, rows }: Result): string {
  const lines = rows.map(({ what, text }) => `| ${formatCell(what)} | ${formatCell(text)} |`);
  return `
## ${name}

${does[0]?.toUpperCase()}${does.slice(1).replace(/\.$/, "")}.

\`${command}\`, ${date}, load before ${loadBefore}. ${on}. ${versions.join(", ")}.

| what | median (range, runs); goal |
| --- | --- |
${lines.join("\n")}
`;
}

const formatCell = (text: string): string => text.replaceAll("|", "/").replaceAll("<", "&lt;");

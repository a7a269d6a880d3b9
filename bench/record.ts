import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { median, rowText, type Bench, type Row } from "./bench";
import { machine, ownVersions } from "./machine";

/** One run of a benchmark, as it is kept in `bench/results/<name>.json`: the last one of each. */
export interface Result {
  readonly name: string;
  readonly does: string;
  /** When it began: `2026-11-22 14:03 UTC`. */
  readonly date: string;
  readonly machine: string;
  /** How many programs wanted a processor in the minute before. */
  readonly loadBefore: number;
  /** Ours, and those of what it was beside. */
  readonly versions: readonly string[];
  /** With the variables that change what is measured. */
  readonly command: string;
  readonly rows: readonly ResultRow[];
}

/** A row as it is kept. */
export interface ResultRow {
  readonly what: string;
  readonly unit: Row["unit"];
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly runs: number;
  /** As the command shows it, with goal and verdict. */
  readonly text: string;
}

/** What is known before a benchmark runs. */
export type Begun = Omit<Result, "rows">;

/** Variables by which benchmarks are told to measure something else, or less of it. */
const VARIABLE =
  /^(BENCH|FIRST_CELL|FIRST_START|GRADE|DEFENCES|MUTANTS|FLINK_ROUNDS|FLINK_EVENTS|FIREHOSE|CLASS|FUZZ|BESIDE|CLIENTS|JAVA_CLIENTS|TRINO|LEARNERS)(_|$)/;
const RESULTS = join("bench", "results");
const PAGE = join("docs", "benchmarks.md");

/** Notes date, machine, versions and command. To be called before the benchmark uses the machine. */
export function begun({ name, does, beside = [] }: Bench, env: NodeJS.ProcessEnv): Begun {
  const variables = Object.entries(env)
    .filter(([variable]) => VARIABLE.test(variable))
    .map(([variable, value = ""]) => `${variable}=${value} `);
  return {
    name,
    does,
    date: `${new Date().toISOString().replace("T", " ").slice(0, 16)} UTC`,
    machine: machine(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    versions: [...ownVersions(), ...beside],
    command: `${variables.join("")}npm run bench -- ${name}`,
  };
}

/** Keeps what a run came to, and writes the page anew. */
export function keep(root: string, run: Begun, rows: readonly Row[]): void {
  const kept = rows.map((row): ResultRow => ({
    what: row.what.trim(),
    unit: row.unit,
    median: median(row.values),
    lowest: Math.min(...row.values),
    highest: Math.max(...row.values),
    runs: row.values.length,
    text: rowText(row)[1].trim(),
  }));
  mkdirSync(join(root, RESULTS), { recursive: true });
  const result: Result = { ...run, rows: kept };
  writeFileSync(join(root, RESULTS, `${run.name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(join(root, PAGE), benchmarksPage(results(root)));
}

/** All runs that are kept, by name. */
export function results(root: string): Result[] {
  return readdirSync(join(root, RESULTS))
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(root, RESULTS, file), "utf8")) as Result);
}

/** `docs/benchmarks.md` of the runs that are kept. */
export function benchmarksPage(runs: readonly Result[]): string {
  return `# Benchmarks: the last run of each

Made by \`npm run bench\` from \`bench/results/\`; do not edit. Each run of a benchmark keeps its date, machine, versions, command and figures here, in the place of the run before,
on a quiet machine or not: the load says how many programs wanted a processor in the minute before it began. What each benchmark measures, its ceilings and goals, and the figures that
were taken before runs were kept, stand in [bench/README.md](../bench/README.md). Of those, a row that names no day is of November 2026, and its day, machine and load were not written down.
${runs.map(section).join("")}`;
}

function section({ name, does, date, machine: on, loadBefore, versions, command, rows }: Result): string {
  const lines = rows.map(({ what, text }) => `| ${cell(what)} | ${cell(text)} |`);
  return `
## ${name}

${does[0]?.toUpperCase()}${does.slice(1).replace(/\.$/, "")}.

\`${command}\`, ${date}, load before ${loadBefore}. ${on}. ${versions.join(", ")}.

| what | median (range, runs); goal |
| --- | --- |
${lines.join("\n")}
`;
}

const cell = (text: string): string => text.replaceAll("|", "/").replaceAll("<", "&lt;");

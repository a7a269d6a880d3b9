import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { formatRow, hasGoal, type Row, type Run } from "./bench";
import { describeMachine, listVersions } from "./machine";

/** The last run of a benchmark, as `bench/results.json` keeps it. */
interface Result {
  readonly name: string;
  /** The time at which it began: `2026-11-22 14:03 UTC`. */
  readonly date: string;
  readonly machine: string;
  /** The load average of the minute before the run. */
  readonly loadBefore: number;
  /** Our versions, and those of the other programs measured. */
  readonly versions: readonly string[];
  /** The command line, with the variables that change the measurement. */
  readonly command: string;
  /** The rows that have a goal: what was measured, and the figures as the command prints them, with goal and verdict. */
  readonly rows: readonly { readonly what: string; readonly text: string }[];
}

/** The names of environment variables that tell a benchmark to measure something else, or less. */
const VARIABLE =
  /^(ATHENA|BENCH|CHECK|DEFENSES|FAIR_CLASS|FIREHOSE|FIRST_CELL|FIRST_START|FLINK|GRADE|KERNELS|MUTANTS|PACKAGES)_/;
const RESULTS = join("bench", "results.json");
const PAGE = join("docs", "benchmarks.md");

/** Notes date, machine, versions and command. It must be called before the benchmark loads the machine. */
export function beginRecord(name: string, env: NodeJS.ProcessEnv): Omit<Result, "rows"> {
  const variables = Object.entries(env)
    .filter(([variable]) => VARIABLE.test(variable))
    .map(([variable, value = ""]) => `${variable}=${value} `);
  return {
    name,
    date: `${new Date().toISOString().replace("T", " ").slice(0, 16)} UTC`,
    machine: describeMachine(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    versions: listVersions(),
    command: `${variables.join("")}npm run bench -- ${name}`,
  };
}

/** Writes the results of a run in place of the last one, and generates the page `docs/benchmarks.md` again. */
export function keep({ root, beside }: Run, record: Omit<Result, "rows">, rows: readonly Row[]): void {
  const retained = rows.filter(hasGoal).map((row) => ({ what: row.what, text: formatRow(row)[1] }));
  const versions = [...record.versions, ...beside];
  const results = [
    ...readResults(root).filter(({ name }) => name !== record.name),
    { ...record, versions, rows: retained },
  ];
  results.sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(join(root, RESULTS), `[\n${results.map(formatResult).join(",\n")}\n]\n`);
  writeFileSync(join(root, PAGE), renderBenchmarksPage(results));
}

/** JSON with each row on its own line, so that a change of one figure changes one line. */
const formatResult = ({ rows, ...run }: Result): string =>
  `${JSON.stringify(run).slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}]}`;

/** The last results of all benchmarks, by name. */
export const readResults = (root: string): Result[] =>
  JSON.parse(readFileSync(join(root, RESULTS), "utf8")) as Result[];

/** The text of `docs/benchmarks.md`, made of the kept results. */
export const renderBenchmarksPage = (runs: readonly Result[]): string =>
  `# Benchmarks: the last run of each

\`npm run bench\` made this page from \`bench/results.json\`. Don't edit it. Rows without a goal are printed only. [bench/README.md](../bench/README.md) says what each benchmark measures.

| benchmark | what | median (range, runs) | goal |
| --- | --- | --- | --- |
${runs.flatMap(renderRows).join("\n")}

## When and where

The load says how many programs wanted a processor in the minute before the run began. A run on a busy machine says less.

| benchmark | date | load before | command | machine | versions |
| --- | --- | --- | --- | --- | --- |
${runs.map(({ name, date, loadBefore, command, machine, versions }) => `| \`${name}\` | ${date} | ${loadBefore} | \`${command}\` | ${machine} | ${versions.join(", ")} |`).join("\n")}
`;

const renderRows = ({ name, rows }: Result): string[] =>
  rows.map(({ what: label, text }) => `| \`${name}\` | ${label} | ${text.replace("; goal ", " | ")} |`);

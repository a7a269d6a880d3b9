import type { JobRun } from "./run-job";

/** Number of slowest tests that are listed: shortening a run begins with them. */
const SLOWEST = 20;

/**
 * The output after the run: the slowest tests, each failure in full, each skipped test, and the counts alone on the last line.
 *
 * @param runs every job that was run
 */
export function formatSummary(runs: readonly JobRun[]): string[] {
  const failed = runs.reduce((sum, { outcome }) => sum + outcome.failures.length, 0);
  const skipped = runs.flatMap(({ job, outcome }) =>
    outcome.skipped.map((title) => `Skipped in ${job.name}: ${title}`),
  );
  const passed = runs.reduce((sum, { outcome }) => sum + outcome.passed, 0);
  return [
    ...formatSlowest(runs),
    ...runs.flatMap(formatFailures),
    ...(skipped.length > 0 ? ["", ...skipped] : []),
    "",
    `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`,
  ];
}

/** The slowest tests, long hooks and checks, one line each, the longest first. No lines if there is only one. */
function formatSlowest(runs: readonly JobRun[]): string[] {
  const all = runs.flatMap(({ job, outcome }) =>
    outcome.times.map(({ title, ms }) => ({ ms, line: `${job.name}: ${title}` })),
  );
  if (all.length < 2) return [];
  const slowest = all.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
  return [
    "",
    "What took longest:",
    ...slowest.map(({ ms, line }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${line}`),
  ];
}

/** Each failure of a job in full. */
export const formatFailures = ({ job, log, outcome }: JobRun): string[] =>
  outcome.failures.flatMap(({ title, why }) => [
    "",
    `Failed in ${job.name}: ${title}`,
    indentText(why),
    `  (all it wrote: ${log})`,
  ]);

/**
 * One line for a job that has ended. Its form differs from that of the run's last line, which has the counts of all
 * jobs.
 */
export function formatJob({ job, outcome, seconds }: JobRun): string {
  const tests = outcome.passed + outcome.failures.length;
  const subject = job.mocha ? ` ${tests} tests` : "";
  const bad = outcome.failures.length > 0 ? `, ${outcome.failures.length} of them failing` : "";
  return `${outcome.failures.length === 0 ? "ok  " : "FAIL"} ${job.name}${subject}${job.mocha ? bad : ""} in ${seconds.toFixed(0)} s`;
}

const indentText = (text: string) =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");

import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** One process of the test run. */
export interface Job {
  readonly name: string;
  /** Arguments for Node. */
  readonly args: readonly string[];
  /** Whether it is a mocha run, whose tests are counted one by one. Any other job counts as one test. */
  readonly mocha: boolean;
  /**
   * `light`: works on one core. `busy`: starts programs of its own, on all cores. `delicate`: whole sessions with a browser, which wait
   * for answers that a busy machine would give late.
   */
  readonly load: "light" | "busy" | "delicate";
}

const NEVER = new Set(["node_modules", ".venv", ".labs", ".git", "dist", "notebooks", "solutions"]);
const LOADS: Readonly<Record<string, Job["load"]>> = {
  console: "delicate",
  "test/e2e": "delicate",
  "test/contract": "busy",
  "test/conventions": "busy",
};
/** The jobs whose tests start sandboxes. */
const SANDBOXES = /^(course|grader)(\/|$)/;
/**
 * First the jobs that show a mistake at once. The delicate jobs come before all others, one after the other, with light jobs beside
 * them. In the end short jobs are left, so that no long one runs alone.
 */
const FIRST = [
  "types",
  "lint",
  "format",
  "test/e2e",
  "console",
  "grader/hostile",
  "grader",
  "course/02-fuel-network",
  "cloud/services",
  "athena-sql",
  "cloud/services/athena",
  "scripts",
  "cloud",
  "kernel",
  "src",
  "cloud/data-clients",
  "cloud/services/kinesisanalyticsv2",
  "cloud/services/firehose",
  "cloud/services/lambda",
  "cloud/services/s3",
  "test/contract",
  "course/04-windowed-delivery",
  "course/03-data-collection",
  "course/05-resharding",
  "course/06-capstone",
  "test/conventions",
  "bench",
  "course/01-streaming-ingestion",
  "test/docs",
  "judges",
  "grader/compile",
  "grader/sandbox",
];

/**
 * The services with long tests. The others are one job, since each job takes some seconds to load the SDK and the
 * cloud.
 */
const LONG_SERVICES = new Set(["athena", "firehose", "kinesisanalyticsv2", "lambda", "s3"]);
/** The parts of the grader with long tests; the others are one job, too. */
const LONG_GRADER = new Set(["compile", "hostile", "sandbox"]);
/** Whether a job has the tests of one lab. */
export const isLab = (name: string): boolean => /^course\/\d/.test(name);

/**
 * Everything that must hold: types, lint, format, and every `*.test.ts` of the project, one job for each top folder, and each lab and
 * each service of the lab cloud that has long tests.
 *
 * @param root  the project's folder
 * @param only  beginnings of paths or names; none means all
 */
export function createJobs(root: string, only: readonly string[]): Job[] {
  const suites = [...groupBy(testFiles(root), getSuite)].map(([name, files]) => createMochaJob(name, files));
  const all = [...createChecks(root), ...suites].sort((a, b) => getRank(a) - getRank(b));
  return only.length === 0 ? all : all.flatMap((job) => narrowJob(job, only));
}

function createChecks(root: string): Job[] {
  const getBinPath = (...path: string[]) => join(root, "node_modules", ...path);
  const check = (name: string, ...args: string[]): Job => ({
    name,
    args,
    mocha: false,
    load: getLoad(name),
  });
  // TypeScript's native compiler finds the same errors as the one in JavaScript, in a third of the processor time. It gets one thread
  // only: several threads check the same types twice, and other jobs need the other cores.
  const createTypesJob = (name: string, project: string): Job =>
    check(
      name,
      getBinPath("@native/typescript", "bin", "tsc"),
      "--project",
      project,
      "--noEmit",
      "--singleThreaded",
      ...getIncrementalOptions(name),
    );
  return [
    createTypesJob("types", "."),
    // The console's code runs in browsers: its types include the DOM, and not Node's.
    createTypesJob("types-console", join("console", "src")),
    check("lint", getBinPath("oxlint", "bin", "oxlint"), ...STRICT_LINT, "."),
    check("format", getBinPath("oxfmt", "bin", "oxfmt"), "--check", "."),
  ];
}

/**
 * Options that skip files unchanged since the last run. Changes are found by content, not by
 * time, also in packages' types.
 */
const getIncrementalOptions = (name: string): string[] => [
  "--incremental",
  "--tsBuildInfoFile",
  join(".labs", "test", `${name}.json`),
];
/** A warning fails the job, and so does a directive that disables a rule without need. */
const STRICT_LINT = ["--max-warnings", "0", "--report-unused-disable-directives"];

function createMochaJob(name: string, files: readonly string[]): Job {
  const args = [join("node_modules", "mocha", "bin", "mocha.js"), ...files];
  return { name, args, mocha: true, load: getLoad(name) };
}

/** The test files of a job. */
export const listTests = (job: Job): readonly string[] => (job.mocha ? job.args.slice(1) : []);

function getLoad(name: string): Job["load"] {
  return LOADS[name] ?? (SANDBOXES.test(name) ? "busy" : "light");
}

/**
 * The part of a job that the arguments select: the whole job by its name, or single test files by the beginning of
 * their path.
 */
function narrowJob(job: Job, only: readonly string[]): Job[] {
  if (only.includes(job.name)) return [job];
  const files = listTests(job).filter((file) => only.some((word) => file.startsWith(word)));
  return files.length === 0 ? [] : [createMochaJob(job.name, files)];
}

function getRank({ name }: Job): number {
  const position = FIRST.indexOf(name);
  return position === -1 ? FIRST.length : position;
}

function getSuite(file: string): string {
  const [top = "", second = "", third = ""] = file.split("/");
  if (top === "test") return `${top}/${second}`;
  // As one job, the lab cloud or all labs would still be running long after all other jobs.
  if (isLab(file)) return `${top}/${second}`;
  if (file.startsWith("cloud/data-clients/")) return `${top}/${second}`;
  if (top === "grader") return LONG_GRADER.has(second) ? `${top}/${second}` : top;
  if (!file.startsWith("cloud/services/")) return top;
  return LONG_SERVICES.has(third) ? `${top}/${second}/${third}` : `${top}/${second}`;
}

function testFiles(root: string): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NEVER.has(entry.name) ? [] : walk(path);
      return entry.name.endsWith(".test.ts") ? [relative(root, path).split(sep).join("/")] : [];
    });
  return walk(root).sort();
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

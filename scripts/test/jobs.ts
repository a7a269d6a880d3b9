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
  /** Whether its tests load sources by paths that are made while they run: in the bundle of all, these stand elsewhere. */
  readonly loadsByPath: boolean;
}

const NEVER = new Set(["node_modules", ".venv", ".labs", ".git", "dist", "notebooks", "solutions"]);
const LOADS: Readonly<Record<string, Job["load"]>> = {
  "test/console": "delicate",
  "test/e2e": "delicate",
  "test/contract": "busy",
  "test/conventions": "busy",
};
/** The jobs whose tests load checks and mistakes of labs by paths that are made while they run. All of them start sandboxes. */
const BY_PATH = /^(course|grader)(\/|$)/;
/**
 * What tells of a mistake at once; then the longest, so that none of them is left to run by itself at the end. The delicate ones come
 * before all others, one after the other: light ones run beside them, and the rest fills both lanes until the end.
 */
const FIRST = [
  "types",
  "lint",
  "format",
  "test/e2e",
  "test/console",
  "grader",
  "grader/hostile",
  "course/02-fuel-network",
  "test/conventions",
  "grader/sandbox",
  "test/contract",
  "grader/compile",
  "course/04-windowed-delivery",
  "course/01-streaming-ingestion",
  "course",
  "kernel",
  "cloud",
  "cloud/services/athena",
  "cloud/services/kinesisanalyticsv2",
  "cloud/data-clients",
  "cloud/services/firehose",
  "cloud/services",
  "cloud/services/lambda",
  "scripts",
  "cloud/services/s3",
  "src",
  "deploy",
];

/** The services whose tests take a while. The others are one job: to load the SDK and the cloud takes seconds, which each job pays anew. */
const LONG_SERVICES = new Set(["athena", "firehose", "kinesisanalyticsv2", "lambda", "s3"]);
/** The parts of the grader whose tests take a while, likewise. */
const LONG_GRADER = new Set(["compile", "hostile", "sandbox"]);
/** The labs whose tests take a while; the others are one job, likewise. */
const LONG_LABS = new Set(["01-streaming-ingestion", "02-fuel-network", "04-windowed-delivery"]);

/**
 * Everything that must hold: types, lint, format, and every `*.test.ts` of the project, one job for each top folder, and each lab and
 * each service of the lab cloud that has many tests.
 *
 * @param root  the project's folder
 * @param only  beginnings of paths or names; none means all
 */
export function jobsOf(root: string, only: readonly string[]): Job[] {
  const suites = [...groupBy(testFiles(root), suiteOf)].map(([name, files]) => mochaJob(name, files));
  const all = [...checks(root), ...suites].sort((a, b) => rank(a) - rank(b));
  return only.length === 0 ? all : all.flatMap((job) => narrowed(job, only));
}

function checks(root: string): Job[] {
  const bin = (...path: string[]) => join(root, "node_modules", ...path);
  const check = (name: string, ...args: string[]): Job => ({
    name,
    args,
    mocha: false,
    load: loadOf(name),
    loadsByPath: false,
  });
  // TypeScript's native compiler finds the same errors as the one in JavaScript, in a third of the processor time. On one thread alone:
  // more of them check the same types twice, and the other core has work of its own.
  const types = (name: string, project: string): Job =>
    check(
      name,
      bin("typescript-native", "bin", "tsc"),
      "--project",
      project,
      "--noEmit",
      "--singleThreaded",
      ...incremental(name),
    );
  return [
    types("types", "."),
    // What browsers run knows the DOM, and nothing of Node.
    types("types-console", join("cloud", "console")),
    check("lint", bin("oxlint", "bin", "oxlint"), "--config", "oxlint.config.mjs", ...STRICT_LINT, "."),
    check("format", bin("oxfmt", "bin", "oxfmt"), "--check", "."),
  ];
}

/** What did not change since the last run is not looked at again: by the content of files, of packages' types, too, not by their times. */
const incremental = (name: string): string[] => [
  "--incremental",
  "--tsBuildInfoFile",
  join(".labs", "test", `${name}.json`),
];
/** A warning fails, and so does a comment that allows what no rule forbids any more. */
const STRICT_LINT = ["--max-warnings", "0", "--report-unused-disable-directives"];

function mochaJob(name: string, files: readonly string[]): Job {
  const args = [join("node_modules", "mocha", "bin", "mocha.js"), ...files];
  return { name, args, mocha: true, load: loadOf(name), loadsByPath: BY_PATH.test(name) };
}

/** The test files of a job. */
export const testsOf = (job: Job): readonly string[] => (job.mocha ? job.args.slice(1) : []);

function loadOf(name: string): Job["load"] {
  return LOADS[name] ?? (BY_PATH.test(name) ? "busy" : "light");
}

/** The part of a job that the words name: all of it by its name, or single test files by the beginning of their path. */
function narrowed(job: Job, only: readonly string[]): Job[] {
  if (only.includes(job.name)) return [job];
  const files = testsOf(job).filter((file) => only.some((word) => file.startsWith(word)));
  return files.length === 0 ? [] : [mochaJob(job.name, files)];
}

function rank({ name }: Job): number {
  const place = FIRST.indexOf(name);
  return place === -1 ? FIRST.length : place;
}

function suiteOf(file: string): string {
  const [top = "", second = "", third = ""] = file.split("/");
  if (top === "test") return `${top}/${second}`;
  // One lane would be busy with the lab cloud, or with all labs, long after all others have ended.
  if (top === "course") return LONG_LABS.has(second) ? `${top}/${second}` : top;
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

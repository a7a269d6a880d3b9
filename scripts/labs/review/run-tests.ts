import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BROKEN_FOLDERS, writeBrokenProjects } from "./broken-operators";
import { askPerson, createFail, createPass, type Judgment } from "./judgment";
import { findParts } from "./parts";
import { PROJECT_PATH, writeProject, type SourceFile } from "./project";
import { listOperatorTests } from "./test-items";

const MAX_SECONDS = 120;
const MAX_OUTPUT_BYTES = 8_000_000;
/** Libraries whose tests mocha runs. Tests for other programs are not run. */
const FOR_MOCHA = /^(chai|(node:)?assert(\/strict)?)$/;

const NO_SANDBOX = askPerson("the tests were not run: no sandbox is available here");
/** The program's exit status if there is no sandbox. */
const NO_SANDBOX_STATUS = 77;

interface CommandLine {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The part of mocha's JSON report that is used. */
interface MochaReport {
  readonly passes: readonly { readonly file: string }[];
  readonly failures: readonly {
    readonly title: string;
    readonly file: string;
    readonly err: { readonly message?: string };
  }[];
}

/**
 * Judges item 2.4 by running the operators' unit tests, after their code has shown that they expect something.
 *
 * @param root  absolute path of the course's folder
 * @param isOwn whether these are the caller's own files in `src/metrics`. Others' files run in a sandbox or not at all
 */
export function judgeByRunning(
  files: readonly SourceFile[],
  { root, isOwn }: { readonly root: string; readonly isOwn: boolean },
): Judgment {
  const tests = listOperatorTests(findParts(files));
  const other = tests.find(({ imports }) => !imports.some((name) => FOR_MOCHA.test(name)));
  if (other) return askPerson(`${other.path} was not run: mocha's tests import chai or assert`);
  const copy = mkdtempSync(join(tmpdir(), "labs-review-"));
  try {
    // The sandbox's user can read the copy, whatever the project's permissions.
    chmodSync(copy, 0o755);
    const mocha = createMochaArguments(tests, [PROJECT_PATH]);
    if (!isOwn) writeProject(files, copy);
    const line = isOwn
      ? { file: process.execPath, args: mocha, cwd: root, env: process.env }
      : createConfinedLine(mocha, { root, folder: copy, at: PROJECT_PATH });
    if (line === undefined) return NO_SANDBOX;
    const judgment = judgeRun(line, tests);
    return judgment.verdict === "holds" ? (judgeWithBroken(files, tests, { root, isOwn, copy }) ?? judgment) : judgment;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** @param folders the folders that hold the project */
const createMochaArguments = (tests: readonly SourceFile[], folders: readonly string[]): string[] => [
  ...["--import", "tsx", "node_modules/mocha/bin/mocha.js", "--no-config", "--exit", "--reporter", "json"],
  ...folders.flatMap((folder) => tests.map(({ path }) => `${folder}/${path}`)),
];

/** Runs the tests of operators that return constants. @returns the judgment if a test file doesn't notice; undefined if all do */
function judgeWithBroken(
  files: readonly SourceFile[],
  tests: readonly SourceFile[],
  { root, isOwn, copy }: { readonly root: string; readonly isOwn: boolean; readonly copy: string },
): Judgment | undefined {
  const whole = join(copy, "broken");
  const src = join(whole, "src");
  writeBrokenProjects(files, { src: join(root, "src"), to: src });
  const folders = BROKEN_FOLDERS.map((folder) => `src/${folder}`);
  const mocha = createMochaArguments(tests, folders);
  if (isOwn) {
    cpSync(join(root, "package.json"), join(whole, "package.json"));
    symlinkSync(join(root, "node_modules"), join(whole, "node_modules"));
  }
  const line = isOwn
    ? { file: process.execPath, args: mocha, cwd: whole, env: process.env }
    : createConfinedLine(mocha, { root, folder: src, at: "src" });
  const report = line && parseReport(runLine(line).stdout);
  if (report === undefined) return askPerson("the tests don't end with operators that return something wrong");
  const isPassing = (path: string): boolean => !report.failures.some(({ file }) => file.endsWith(path));
  const idle = tests.filter(({ path }) => folders.filter((folder) => isPassing(`${folder}/${path}`)).length > 1);
  return idle.length === 0
    ? undefined
    : createFail(`${idle.map(({ path }) => path).join(", ")} also passes if the operator returns something wrong`);
}

/** The command line in a sandbox without a network, with a folder in place of the course's; undefined if the grader is not there. */
function createConfinedLine(
  nodeArgs: readonly string[],
  { root, folder, at }: { readonly root: string; readonly folder: string; readonly at: string },
): CommandLine | undefined {
  const program = join(root, "scripts", "labs", "review", "confined-node.ts");
  if (!existsSync(program)) return undefined;
  const args = ["--import", "tsx", program, root, folder, at, ...nodeArgs];
  return { file: process.execPath, args, cwd: root, env: process.env };
}

const runLine = ({ file, args, cwd, env }: CommandLine) =>
  spawnSync(file, args, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: MAX_SECONDS * 1000,
    killSignal: "SIGKILL",
    maxBuffer: MAX_OUTPUT_BYTES,
  });

function judgeRun(line: CommandLine, tests: readonly SourceFile[]): Judgment {
  const run = runLine(line);
  if (run.status === NO_SANDBOX_STATUS) return NO_SANDBOX;
  const report = parseReport(run.stdout);
  if (report === undefined) return createFail(`the tests cannot be run: ${explainFailure(run)}`);
  const [failure] = report.failures;
  if (failure !== undefined) {
    const path = tests.find((test) => failure.file.endsWith(test.path))?.path ?? failure.file;
    return createFail(
      `${path}: "${toOneLine(failure.title)}" fails: ${toOneLine(failure.err.message ?? "no message")}`,
    );
  }
  const idle = tests.filter(({ path }) => !report.passes.some((pass) => pass.file.endsWith(path)));
  return idle.length === 0
    ? createPass(`${report.passes.length} tests pass`)
    : createFail(`no test runs in ${idle.map(({ path }) => path).join(", ")}`);
}

/** Mocha's report, which is the last thing in its output: a test may print something before. */
function parseReport(output: string): MochaReport | undefined {
  const at = output.lastIndexOf('{\n  "stats": {');
  if (at < 0) return undefined;
  try {
    return JSON.parse(output.slice(at)) as MochaReport;
  } catch {
    return undefined;
  }
}

function explainFailure({ error, stderr }: ReturnType<typeof spawnSync>): string {
  if (error)
    return "code" in error && error.code === "ETIMEDOUT" ? `they take more than ${MAX_SECONDS} s` : error.message;
  return toOneLine(/\b\w*Error: .*$/m.exec(String(stderr))?.[0] ?? "mocha exited without a report");
}

const MAX_CHARACTERS = 160;
const toOneLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, MAX_CHARACTERS);

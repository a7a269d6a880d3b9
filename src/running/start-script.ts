import { spawn, type ChildProcess } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { createLabEnvironment } from "./lab-environment";
import { selectLearnerLines } from "./learner-lines";
import { findProjectRoot } from "./project-root";

/** A script that runs beside the notebook. */
interface RunningScript {
  readonly child: ChildProcess;
  readonly logFile: string;
  /** The lines that the script printed last. */
  readonly lines: string[];
  readonly ended: Promise<number>;
}

const MAX_LINES = 200;
/** How long a script may take until it prints its first line; a slow laptop compiles for some seconds. */
const START_MS = 30_000;
/** How long a script is watched after its first line: one with a mistake ends when it works on its first record. */
const SETTLE_MS = 1000;

/**
 * The running scripts, kept on `globalThis`: after an edit of a file in `src/` its module is loaded again, and must
 * still know them.
 */
function getRunningScripts(): Map<string, RunningScript> {
  const key = Symbol.for("labs.scripts");
  const known: unknown = Reflect.get(globalThis, key);
  if (known instanceof Map) return known as Map<string, RunningScript>;
  const created = new Map<string, RunningScript>();
  Reflect.set(globalThis, key, created);
  return created;
}

/**
 * Starts a script of the course in the background, as a second terminal would, and returns once it has printed something and
 * still runs a second later.
 *
 *     await startScript("src/etl/consumer.ts", { source_stream: "a", dest_streams: JSON.stringify({ USA: "b" }) })
 *
 * It ends with `stopScript`, or when the notebook's kernel ends. The script's output goes to a file under
 * `.labs/logs/`; see `showScript`. A script that runs already is not started again.
 *
 * @param script  the script's path in the project
 * @param options the options of the script's command line, without the two dashes
 * @throws Error with the script's output, if it ends at once
 */
export async function startScript(script: string, options: Readonly<Record<string, string>> = {}): Promise<void> {
  if (isRunning(script)) {
    console.log(`${script} is already running. To restart it, stop it first: await stopScript("${script}")`);
    return;
  }
  const started = spawnScript(
    script,
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
  );
  getRunningScripts().set(script, started);
  const printed = new Promise<undefined>((resolve) => started.child.stdout?.once("data", () => resolve(undefined)));
  const early =
    (await waitForFirst(START_MS, [printed, started.ended])) ?? (await waitForFirst(SETTLE_MS, [started.ended]));
  if (early !== undefined)
    throw new Error(`${script} ended with status ${early}:\n${selectLearnerLines(started.lines).join("\n")}`);
  console.log(`${script} runs in the background. What it prints: showScript("${script}")`);
}

/** Stops a script that `startScript` started, as Ctrl-C in its terminal would, and prints its last line. */
export async function stopScript(script: string): Promise<void> {
  const found = getRunningScripts().get(script);
  if (!found || found.child.exitCode !== null || found.child.signalCode !== null) {
    console.log(`${script} does not run.`);
    return;
  }
  found.child.kill("SIGINT");
  await found.ended;
  console.log(`${script}: ${found.lines.at(-1) ?? "Stopped."}`);
}

/**
 * Prints the last lines of a script that `startScript` started; if an error ended the script, all of the error's lines
 * in the project.
 */
export function showScript(script: string, { lines = 10 }: { lines?: number } = {}): void {
  const found = getRunningScripts().get(script);
  if (!found) {
    console.log(`${script} was not started from this notebook.`);
    return;
  }
  console.log(
    [
      ...takeLastLines(selectLearnerLines(found.lines), lines),
      `(${isRunning(script) ? "still running" : "ended"}; all of it: ${relative(findProjectRoot(), found.logFile)})`,
    ].join("\n"),
  );
}

/** The first line of an error: its place in a script, or its name. */
const BEGINS = /^\S+\.ts(, line \d+|:\d+):?$|^(Uncaught )?\w*(Error|Exception)\b/;

/** The last lines and, if they end in an error, all of its lines. */
function takeLastLines(printed: readonly string[], count: number): readonly string[] {
  const begins = printed.map((line) => BEGINS.test(line)).lastIndexOf(true);
  const first = Math.max(0, printed.length - count);
  return printed.slice(begins === -1 ? first : Math.min(begins, first));
}

/** Whether a script that `startScript` started still runs. */
export function isRunning(script: string): boolean {
  const child = getRunningScripts().get(script)?.child;
  return child !== undefined && child.exitCode === null && child.signalCode === null;
}

function spawnScript(script: string, args: readonly string[]): RunningScript {
  const root = findProjectRoot();
  const logs = join(root, ".labs", "logs");
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, `${basename(script, ".ts")}.log`);
  writeFileSync(logFile, "");
  const withParent = pathToFileURL(join(root, "src", "running", "end-with-parent.ts")).href;
  const child = spawn(process.execPath, ["--import", "tsx", "--import", withParent, join(root, script), ...args], {
    cwd: root,
    env: createLabEnvironment(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const keep = (text: string): void => {
    appendFileSync(logFile, text);
    lines.push(...text.split(/\r?\n/).filter((line) => line.trim() !== ""));
    lines.splice(0, lines.length - MAX_LINES);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  const ended = new Promise<number>((resolve) => {
    child.on("error", (error) => (keep(error.message), resolve(1)));
    child.on("close", (status) => resolve(status ?? 130));
  });
  return { child, logFile, lines, ended };
}

/** The first of the events; undefined if none of them happens within the time. */
async function waitForFirst<T>(ms: number, events: readonly Promise<T>[]): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
  const first = await Promise.race([...events, late]);
  clearTimeout(timer);
  return first;
}

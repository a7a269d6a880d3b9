import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { clearInterval, setInterval } from "node:timers";
import { SetupFailure } from "./failure.mjs";

const TAIL_CHARACTERS = 20_000;
/** A terminal's Ctrl-C, and the requests of the system to end. */
const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @type {Set<import("node:child_process").ChildProcess>} the running commands' processes */
const processes = new Set();
let isInterrupted = false;

/**
 * Does work of several commands. If the person presses Ctrl-C meanwhile, the running commands are ended, no other one
 * is started, and the work's failures say no more than that.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} again the command to name in the message
 * @returns {Promise<T>}
 * @throws {SetupFailure} after an interrupt, when all commands have ended
 */
export async function runInterruptibly(work, again) {
  const end = () => {
    isInterrupted = true;
    for (const child of processes) child.kill();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    const done = await work();
    if (!isInterrupted) return done;
  } catch (error) {
    if (!isInterrupted) throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
  throw new SetupFailure(`Interrupted: the installation is not finished. \`${again}\` detects that and starts over.`);
}

/**
 * Runs a long command with its output in a log file, and shows that it is running.
 *
 * @param {{ title: string, command: string, args: readonly string[], cwd: string, log: string, env?: NodeJS.ProcessEnv }} run
 *   `title` is shown to the person who waits; `log` is overwritten
 * @returns {Promise<{ code: number, output: string }>} `code` is the exit status (127 when the command could not be
 *   started, 128 when a signal ended it or nothing is started any more, after an interrupt); `output` the last 20,000 characters of what it wrote
 */
export function runLogged({ title, command, args, cwd, log, env = process.env }) {
  if (isInterrupted) return Promise.resolve({ code: 128, output: "" });
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, "w");
  let output = "";
  let isOver = false;
  /** @param {unknown} chunk */
  const keep = (chunk) => {
    output = (output + String(chunk)).slice(-TAIL_CHARACTERS);
    writeSync(file, Buffer.from(/** @type {Buffer} */ (chunk)));
  };
  const done = showWaiting(title);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: command.endsWith(".cmd"),
    });
    processes.add(child);
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => finish(127, String(error)));
    child.on("close", (code) => finish(code ?? 128, ""));
    /** @param {number} code @param {string} more */
    function finish(code, more) {
      if (isOver) return; // a command that cannot be started emits both `error` and `close`
      isOver = true;
      processes.delete(child);
      keep(more);
      closeSync(file);
      done(code === 0);
      resolve({ code, output });
    }
  });
}

/** @type {Set<{ title: string, started: number }>} the running commands; on a terminal all of them share one line */
const atWork = new Set();
/** @type {NodeJS.Timeout | undefined} */
let again;

/**
 * Shows a title with the seconds that have passed: on a terminal in one line that is updated, elsewhere as two plain
 * lines.
 * @param {string} title
 * @returns {(good: boolean) => void} to be called at the end; a second call does nothing
 */
function showWaiting(title) {
  const work = { title, started: Date.now() };
  atWork.add(work);
  if (process.stdout.isTTY) again ??= setInterval(draw, 1000);
  else console.log(`${title} …`);
  draw();
  return (good) => {
    if (!atWork.delete(work)) return;
    const start = process.stdout.isTTY ? "\r\u001b[K" : "";
    if (!isInterrupted) console.log(`${start}${title}: ${good ? "done" : "failed"} after ${getSeconds(work)} s`);
    draw();
    if (atWork.size > 0) return;
    clearInterval(again);
    again = undefined;
  };
}

function draw() {
  if (!process.stdout.isTTY || atWork.size === 0) return;
  const texts = [...atWork].map((work) => `${work.title} … ${getSeconds(work)} s`);
  // A line that is too long would wrap, and could not be overwritten.
  process.stdout.write(`\r${texts.join("; ").slice(0, process.stdout.columns - 1)}\u001b[K`);
}

/** @param {{ started: number }} work */
const getSeconds = ({ started }) => Math.round((Date.now() - started) / 1000);

import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { clearInterval, setInterval } from "node:timers";

const TAIL_CHARACTERS = 20_000;

/**
 * Runs a long command with its output in a log file, and shows that it is alive.
 *
 * @param {{ title: string, command: string, args: readonly string[], cwd: string, log: string, env?: NodeJS.ProcessEnv }} run
 *   `title` is shown to the person who waits; `log` is overwritten
 * @returns {Promise<{ code: number, output: string }>} `code` is the exit status (127 when the command could not be
 *   started, 128 when a signal ended it); `output` the last 20,000 characters of what it wrote
 */
export function runLogged({ title, command, args, cwd, log, env = process.env }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  let output = "";
  /** @param {unknown} chunk */
  const keep = (chunk) => {
    output = (output + String(chunk)).slice(-TAIL_CHARACTERS);
    file.write(chunk);
  };
  const done = showWaiting(title);
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: command.endsWith(".cmd"),
    });
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => finish(127, String(error)));
    child.on("close", (code) => finish(code ?? 128, ""));
    /** @param {number} code @param {string} more */
    function finish(code, more) {
      keep(more);
      file.end();
      done(code === 0);
      resolve({ code, output });
    }
  });
}

/**
 * Shows a title with the seconds that went by; on a terminal in place, elsewhere as two plain lines.
 * @param {string} title
 * @returns {(good: boolean) => void} to be called once, at the end
 */
function showWaiting(title) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  if (!process.stdout.isTTY) {
    console.log(`${title} …`);
    return (good) => console.log(`${title}: ${good ? "done" : "failed"} after ${seconds()} s`);
  }
  const show = () => process.stdout.write(`\r${title} … ${seconds()} s`);
  show();
  const timer = setInterval(show, 1000);
  let open = true;
  return (good) => {
    if (!open) return;
    open = false;
    clearInterval(timer);
    process.stdout.write(`\r${title}: ${good ? "done" : "failed"} after ${seconds()} s\n`);
  };
}

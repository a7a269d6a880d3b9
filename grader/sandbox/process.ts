import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import { measureTreeSeconds } from "../compile/processor-seconds";
import type { RunEnd } from "../evidence/evidence";
import type { SandboxCommand, SandboxMessage } from "./inside/messages";
import type { CommandLine } from "./bubblewrap";
import type { Cgroup } from "./cgroup";
import type { Limits } from "./limits";
import { watchMemory } from "./memory-watch";
import { parseMessage } from "./parse-message";
import { limitTime } from "./time-limit";

/** How a process ended, and the reason in words for the learner. */
export interface ProcessEnd {
  readonly end: RunEnd;
  readonly why: string;
  /** The exit status, if the process ended by itself. */
  readonly code?: number;
}

/** A process that runs a submission's code. Its output is untrusted, and read within limits. */
export interface RunningProcess {
  /** Sends a command. Commands to a process that has ended are lost. */
  send(command: SandboxCommand): void;
  /** Ends the process, and all processes that it started. */
  kill(as: ProcessEnd): void;
  readonly ended: Promise<ProcessEnd>;
  /** Its processor time, with that of all processes that it started; undefined on systems where this is not known. */
  measureProcessorSeconds(): number | undefined;
  /** The text that the process has printed so far. */
  getOutput(): string;
}

const MAX_OUTPUT_LENGTH = 100_000;
const OUT_OF_MEMORY = /heap out of memory|Reached heap limit|allocation failed/i;

/** The exit status of bubblewrap when its child was killed. */
const KILLED = 128 + 9;
const NO_MEMORY: ProcessEnd = { end: "out-of-memory", why: "Your code ran out of memory." };

/** A command line, and where its process runs. */
interface ProcessStart extends CommandLine {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /**
   * The control group that counts the memory of all its processes together, and is removed with them; `watched` if the
   * grader counts; undefined if nothing does.
   */
  readonly memory?: Cgroup | "watched" | undefined;
}

/** The running processes of this grader; they are killed when the grader itself ends. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  running.forEach(endGroup);
});

/**
 * Starts a process.
 *
 * @param line command line; the process gets `env` and no other environment
 * @param onMessage called with each message of the process; other lines are ignored
 */
export function startProcess(
  { file, args, env, cwd, memory }: ProcessStart,
  limits: Limits,
  onMessage: (message: SandboxMessage) => void,
): RunningProcess {
  const child = spawn(file, args, {
    env: { ...env },
    cwd,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    detached: true,
    windowsHide: true,
  });
  running.add(child);
  let killedAs: ProcessEnd | undefined;
  let text = "";
  let bytes = 0;
  const kill = (as: ProcessEnd): void => {
    killedAs ??= as;
    endGroup(child);
  };
  const count = (chunk: string): void => {
    bytes += chunk.length;
    if (bytes > limits.outputMiB * 1024 * 1024)
      kill({ end: "crashed", why: `Your code printed more than ${limits.outputMiB} MiB.` });
    if (text.length < MAX_OUTPUT_LENGTH) text += chunk;
  };
  const endCounting = countMemory(child, { memory, limits, kill });
  const measureProcessorSeconds = () => measureTreeSeconds(child.pid ?? 0);
  let endLimit: (() => void) | undefined;
  // The time limit begins with the submission's own code, not while the process starts and cells are compiled.
  const startClock = (): void => {
    const { totalSeconds: seconds, waitFactor } = limits;
    const onExceeded = (why: string): void => kill({ end: "timeout", why });
    endLimit ??= limitTime({ seconds, waitFactor, measureProcessorSeconds, onExceeded });
  };
  child.stdout.setEncoding("utf8").on("data", count);
  child.stderr.setEncoding("utf8").on("data", count);
  // A process that has ended does not read commands; `ended` tells its end.
  child.stdin.on("error", () => undefined);
  // A killed process may live on for a moment, and could still finish its work: its later messages do not count.
  const onMessageWhileAlive = (message: SandboxMessage): void => {
    if (!killedAs) onMessage(message);
  };
  readLines(child, { limits, onMessage: onMessageWhileAlive, kill, isOver: () => killedAs !== undefined });
  const ended = new Promise<ProcessEnd>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      endLimit?.();
      running.delete(child);
      const isFull = endCounting() && (signal !== null || code === KILLED);
      resolve(killedAs ?? (isFull ? NO_MEMORY : toEnd({ code, signal, text })));
    });
  });
  const send = (command: SandboxCommand): void => {
    startClock();
    child.stdin.write(`${JSON.stringify(command)}\n`);
  };
  return { send, kill, ended, measureProcessorSeconds, getOutput: () => text };
}

/**
 * Counts a process's memory, unless a control group does.
 *
 * @returns a function that ends the counting, and tells whether the kernel has killed a process for lack of memory
 */
function countMemory(
  { pid }: ChildProcess,
  { memory, limits, kill }: Pick<ProcessStart, "memory"> & Pick<LineReader, "limits" | "kill">,
): () => boolean {
  if (memory === undefined || pid === undefined) return () => false;
  if (memory === "watched") {
    const end = watchMemory(
      () => [pid],
      limits.memoryMiB,
      () => {
        kill(NO_MEMORY);
      },
    );
    return () => {
      end();
      return false;
    };
  }
  return () => {
    const wasOutOfMemory = memory.hasRunOutOfMemory();
    memory.remove();
    return wasOutOfMemory;
  };
}

interface LineReader {
  readonly limits: Limits;
  readonly onMessage: (message: SandboxMessage) => void;
  readonly kill: (as: ProcessEnd) => void;
  readonly isOver: () => boolean;
}

function readLines(child: ChildProcess, { limits, onMessage, kill, isOver }: LineReader): void {
  const channel = child.stdio[3] as Readable;
  let bytes = 0;
  channel.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > limits.outputMiB * 1024 * 1024)
      kill({ end: "crashed", why: "Your code wrote to the grader's own channel." });
  });
  let lines = 0;
  createInterface({ input: channel }).on("line", (line) => {
    lines += 1;
    if (lines > limits.messages)
      kill({
        end: "timeout",
        why: `Your code waited, or sent the grader something, more than ${limits.messages} times.`,
      });
    // Lines still in the pipe would be read, which costs time.
    if (isOver()) return;
    const message = parseMessage(line);
    if (message) onMessage(message);
  });
}

function toEnd({ code, signal, text }: { code: number | null; signal: string | null; text: string }): ProcessEnd {
  if (OUT_OF_MEMORY.test(text)) return NO_MEMORY;
  const how = signal ? `by ${signal}` : code === 0 ? "before it was done" : `with exit status ${code ?? "unknown"}`;
  return { end: "crashed", why: `The process of your code ended ${how}.`, ...(code === null ? {} : { code }) };
}

/** Kills the child with its group, which it leads; where the child is confined, its namespace ends with it. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  // Windows has no process groups.
  if (process.platform === "win32") child.kill("SIGKILL");
  else killGroup(child.pid);
}

/** Kills the leader of a group, and the group; does nothing if it has just ended. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

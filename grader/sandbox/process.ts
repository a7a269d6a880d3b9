import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { createInterface } from "node:readline";
import type { RunEnd } from "../evidence/evidence";
import type { SandboxCommand, SandboxMessage } from "./inside/messages";
import type { CommandLine } from "./bubblewrap";
import type { Cgroup } from "./cgroup";
import type { Limits } from "./limits";
import { watchMemory } from "./memory-watch";
import { parseMessage } from "./parse-message";

/** How a process ended, and why in words for the learner. */
export interface Ended {
  readonly end: RunEnd;
  readonly why: string;
  /** Its exit status, if it ended by itself. */
  readonly code?: number;
}

/** A process that runs a submission's code; everything it says is read with suspicion and within limits. */
export interface RunningProcess {
  /** Gives an order. Orders to a process that has ended are lost. */
  send(command: SandboxCommand): void;
  /** Ends it, and all that it started. */
  kill(as: Ended): void;
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  output(): string;
}

const LONGEST_OUTPUT = 100_000;
const OUT_OF_MEMORY = /heap out of memory|Reached heap limit|allocation failed/i;

/** The exit status by which bubblewrap tells that its child was killed. */
const KILLED = 128 + 9;
const NO_MEMORY: Ended = { end: "out-of-memory", why: "Your code used up its memory." };

/** A command line, and where it runs. */
export interface Starting extends CommandLine {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What counts the memory of all its processes together, and is removed with it; nothing if nobody does. */
  readonly memory?: Cgroup | "watched" | undefined;
}

/** What this grader has started and not yet seen ending; it takes them along when it ends itself. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  running.forEach(endGroup);
});

/**
 * Starts a process.
 *
 * @param line command line; the process gets `env` and no other environment
 * @param onMessage called with each message of the process; a line that is none is passed over
 */
export function startProcess(
  { file, args, env, cwd, memory }: Starting,
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
  let killedAs: Ended | undefined;
  let text = "";
  let bytes = 0;
  const kill = (as: Ended): void => {
    killedAs ??= as;
    endGroup(child);
  };
  const count = (chunk: string): void => {
    bytes += chunk.length;
    if (bytes > limits.outputMiB * 1024 * 1024)
      kill({ end: "crashed", why: `Your code printed more than ${limits.outputMiB} MiB.` });
    if (text.length < LONGEST_OUTPUT) text += chunk;
  };
  const endCounting = countMemory(child, { memory, limits, kill });
  let timer: NodeJS.Timeout | undefined;
  // The clock starts with the submission's own code, not while the process comes up and cells are compiled.
  const startClock = (): void => {
    timer ??= setTimeout(() => {
      kill({ end: "timeout", why: `Your code ran for more than ${limits.totalSeconds} s.` });
    }, limits.totalSeconds * 1000);
  };
  child.stdout.setEncoding("utf8").on("data", count);
  child.stderr.setEncoding("utf8").on("data", count);
  // A process that has ended does not take orders; its end is told by `ended`.
  child.stdin.on("error", () => undefined);
  // What is to end may live on for a moment, long enough to finish what it must not: nothing of that counts.
  const onMessageWhileAlive = (message: SandboxMessage): void => {
    if (!killedAs) onMessage(message);
  };
  readLines(child, { limits, onMessage: onMessageWhileAlive, kill, isOver: () => killedAs !== undefined });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      const isFull = endCounting() && (signal !== null || code === KILLED);
      resolve(killedAs ?? (isFull ? NO_MEMORY : endOf({ code, signal, text })));
    });
  });
  const send = (command: SandboxCommand): void => {
    startClock();
    child.stdin.write(`${JSON.stringify(command)}\n`);
  };
  return { send, kill, ended, output: () => text };
}

/** Counts a process's memory, as far as nobody else does. @returns ends it, and says whether the kernel has ended one for want of memory */
function countMemory(
  { pid }: ChildProcess,
  { memory, limits, kill }: Pick<Starting, "memory"> & Pick<LineReading, "limits" | "kill">,
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
    const wasOutOfMemory = memory.wasOutOfMemory();
    memory.remove();
    return wasOutOfMemory;
  };
}

interface LineReading {
  readonly limits: Limits;
  readonly onMessage: (message: SandboxMessage) => void;
  readonly kill: (as: Ended) => void;
  readonly isOver: () => boolean;
}

function readLines(child: ChildProcess, { limits, onMessage, kill, isOver }: LineReading): void {
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
        why: `Your code waited, or told the grader something, more than ${limits.messages} times.`,
      });
    // What is in the pipe still comes, and costs time to read.
    if (isOver()) return;
    const message = parseMessage(line);
    if (message) onMessage(message);
  });
}

function endOf({ code, signal, text }: { code: number | null; signal: string | null; text: string }): Ended {
  if (OUT_OF_MEMORY.test(text)) return NO_MEMORY;
  const how = signal ? `by ${signal}` : code === 0 ? "before it was done" : `with exit status ${code ?? "unknown"}`;
  return { end: "crashed", why: `The process of your code ended ${how}.`, ...(code === null ? {} : { code }) };
}

/** The child leads a group of its own; where it is confined, its namespace ends with it. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  // Windows has no process groups.
  if (process.platform === "win32") child.kill("SIGKILL");
  else killGroup(child.pid);
}

/** Ends a process that leads a group, and the group; or nothing, if it has just ended. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

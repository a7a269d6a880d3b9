import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import type { Row } from "../bench";
import { parseMemoryMiB, readOfProcess } from "../machine";
import { openProcessorAccount } from "./processor-account";

/** The time and memory that the grading of a class took. */
export interface ClassTiming {
  /** Seconds from the command's start to its end. */
  readonly seconds: number;
  /** Processor seconds of all its processes together: hardly more on a busy machine. */
  readonly processorSeconds: number;
  /** Figures that must not grow with the number of submissions: memory, and the time of the second half beside the first. */
  readonly rows: readonly Row[];
}

/** The grader's processes, by the program that they run. */
const PROGRAMS = { sandbox: "inside.mjs", compiler: "compiler.js", worker: "worker.js" };
type Kind = keyof typeof PROGRAMS;

interface MemorySample {
  readonly at: number;
  /** The size of the progress log in bytes: it grows with each graded submission, and so measures the progress. */
  readonly done: number;
  readonly memory: readonly { readonly kind: Kind; readonly nowMB: number; readonly maxMB: number }[];
}

const EACH_MS = 100;

/**
 * Runs a program that grades a class, and samples the memory of the grader's processes meanwhile.
 *
 * @param log the `progress.jsonl` that the program writes
 * @throws Error if the program fails
 */
export async function runTimed(root: string, args: readonly string[], log: string): Promise<ClassTiming> {
  spawnSync(process.execPath, ["-e", 'import("./grader/core/bundle.mjs").then((b) => b.bundleGrader(process.cwd()))'], {
    cwd: root,
  });
  const account = openProcessorAccount();
  const began = performance.now();
  const [program, ...words] = account.enterAccount([process.execPath, ...args]);
  const child = spawn(program, words, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => {
    err = `${err}${String(text)}`.slice(-2_000);
  });
  const looks: MemorySample[] = [];
  const timer = setInterval(() => {
    looks.push(look(log));
  }, EACH_MS);
  const [status] = (await once(child, "exit")) as [number | null];
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status ?? "a signal"}:\n${err}`);
  const processorSeconds = account.getSeconds();
  account.close();
  return { seconds, processorSeconds, rows: createRows(looks) };
}

function createRows(looks: readonly MemorySample[]): Row[] {
  const graded = looks.filter(({ done }) => done > 0);
  const last = graded.at(-1)?.done ?? NaN;
  const first = graded.filter(({ done }) => done < last / 2);
  const second = graded.slice(first.length);
  const getMemory = (of: readonly MemorySample[], kind: Kind) =>
    of.flatMap((sample) => sample.memory.filter((found) => found.kind === kind));
  const findMost = (of: readonly MemorySample[], kind: Kind) =>
    Math.max(...getMemory(of, kind).map(({ maxMB }) => maxMB));
  const measureMemory = (of: readonly MemorySample[], kind: Kind) =>
    Math.max(...getMemory(of, kind).map(({ nowMB }) => nowMB));
  const createGrowthRow = (kind: Kind): Row => ({
    what: `memory of the ${kind}, second half beside first`,
    unit: "×",
    values: [measureMemory(second, kind) / measureMemory(first, kind)],
  });
  return [
    {
      what: "time of the second half beside the first",
      unit: "×",
      values: [measureDuration(second) / measureDuration(first)],
      goal: { atMost: 1.2 },
    },
    { what: "most memory of a sandbox", unit: "MB", values: [findMost(looks, "sandbox")], goal: { atMost: 150 } },
    {
      what: "most memory of the trusted compiler",
      unit: "MB",
      values: [findMost(looks, "compiler")],
      goal: { atMost: 500 },
    },
    { what: "most memory of a worker", unit: "MB", values: [findMost(looks, "worker")] },
    ...(["sandbox", "compiler", "worker"] as const).map(createGrowthRow),
  ];
}

function measureDuration(looks: readonly MemorySample[]): number {
  return (looks.at(-1)?.at ?? NaN) - (looks[0]?.at ?? NaN);
}

function look(log: string): MemorySample {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return {
    at: performance.now(),
    done: statSync(log, { throwIfNoEntry: false })?.size ?? 0,
    memory: pids.flatMap(readMemory),
  };
}

/**
 * The resident memory of a grader's process, now and at its peak; empty for any other process. Pages that sandboxes
 * share, such as Node's program, count in each of them.
 */
function readMemory(pid: number): MemorySample["memory"] {
  const words = readOfProcess(pid, "cmdline").split("\0");
  const kind = (Object.keys(PROGRAMS) as Kind[]).find(
    (item) => words.some((word) => word.endsWith(`/${PROGRAMS[item]}`)) && !words.includes("bwrap"),
  );
  if (kind === undefined) return [];
  const status = readOfProcess(pid, "status");
  return [{ kind, nowMB: parseMemoryMiB(status, "VmRSS"), maxMB: parseMemoryMiB(status, "VmHWM") }];
}

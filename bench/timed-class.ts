import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { findAccountingFolder } from "../grader/sandbox/cgroup-hierarchies";
import { listProcesses } from "../scripts/start/processes";
import { createRow, type Row } from "./bench";
import { parseMemoryMiB, readProcessFile, readProcessorSeconds } from "./machine";

/** The time and memory that the grading of a class took. */
export interface ClassTiming {
  /** Seconds from the command's start to its end. */
  readonly seconds: number;
  /** Processor seconds of all its processes together: barely more on a busy machine. */
  readonly processorSeconds: number;
  /** Figures that must not grow with the number of submissions: memory, and the time of the second half beside the first. */
  readonly rows: readonly Row[];
}

interface Sample {
  readonly at: number;
  /** The size of the progress log in bytes: it grows with each graded submission, and so measures the progress. */
  readonly done: number;
  /** The peak memory of each process so far, in MiB. Pages that sandboxes share, such as Node's program, count in each of them. */
  readonly sandboxes: readonly number[];
  readonly compilers: readonly number[];
}

/**
 * Runs a program that grades a class, and samples the memory of the grader's processes meanwhile.
 *
 * @param log the `progress.jsonl` that the program writes
 * @throws Error if the program fails
 */
export async function runTimed(root: string, args: readonly string[], log: string): Promise<ClassTiming> {
  const bundle = 'import("./grader/core/bundle.mjs").then((b) => b.bundleGrader(process.cwd()))';
  spawnSync(process.execPath, ["-e", bundle], { cwd: root });
  const account = openProcessorAccount();
  const began = performance.now();
  const stdio = ["ignore", "ignore", "pipe"] as const;
  const child = spawn("sh", [...account.words, process.execPath, ...args], { cwd: root, stdio: [...stdio] });
  let err = "";
  child.stderr?.on("data", (text) => (err = `${err}${String(text)}`.slice(-2_000)));
  const samples: Sample[] = [];
  const timer = setInterval(() => samples.push(takeSample(log)), 100);
  const [status] = (await once(child, "exit")) as [number | null];
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status ?? "a signal"}:\n${err}`);
  return { seconds, processorSeconds: account.close(), rows: createRows(samples) };
}

function createRows(samples: readonly Sample[]): Row[] {
  const graded = samples.filter(({ done }) => done > 0);
  const last = graded.at(-1)?.done ?? NaN;
  const half = graded.filter(({ done }) => done < last / 2).length;
  const getDuration = (part: readonly Sample[]): number => (part.at(-1)?.at ?? NaN) - (part[0]?.at ?? NaN);
  const growth = getDuration(graded.slice(half)) / getDuration(graded.slice(0, half));
  return [
    createRow("time of the second half beside the first", "≤ 1.2 ×", [growth]),
    createRow("most memory of a sandbox", "≤ 150 MB", [Math.max(...samples.flatMap((item) => item.sandboxes))]),
    createRow("most memory of the compiler", "≤ 500 MB", [Math.max(...samples.flatMap((item) => item.compilers))]),
  ];
}

function takeSample(log: string): Sample {
  const processes = listProcesses().map(({ pid }) => ({ pid, words: readProcessFile(pid, "cmdline").split("\0") }));
  const listMemory = (program: string): number[] =>
    processes
      .filter(({ words }) => words.some((word) => word.endsWith(program)) && !words.includes("bwrap"))
      .map(({ pid }) => parseMemoryMiB(readProcessFile(pid, "status"), "VmHWM"));
  const done = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  const [sandboxes, compilers] = [listMemory("/inside.mjs"), listMemory("/compiler.js")];
  return { at: performance.now(), done, sandboxes, compilers };
}

/**
 * Counts the processor time of a command and of all its descendants. It is a control group, where the machine has those
 * of version 1 and lets this process make one: the kernel counts there each process's time, however the process ended.
 * Elsewhere it is the time of children that were waited for. That lacks sandboxes, which end with their PID namespace:
 * nearly half of a class's time.
 *
 * @returns the arguments of `sh` before the command, and a function that returns the seconds, for when it has ended
 */
function openProcessorAccount(): { readonly words: readonly string[]; close(): number } {
  const group = createGroup();
  const before = readProcessorSeconds("children");
  if (group === undefined)
    return { words: ["-c", 'exec "$0" "$@"'], close: () => readProcessorSeconds("children") - before };
  return {
    words: ["-c", 'echo $$ > "$0" && exec "$@"', join(group, "cgroup.procs")],
    close() {
      const seconds = Number(readFileSync(join(group, "cpuacct.usage"), "utf8")) / 1e9;
      try {
        rmdirSync(group);
      } catch {
        // The group's last process is still ending: the empty group stays behind.
      }
      return seconds;
    },
  };
}

function createGroup(): string | undefined {
  const folder = findAccountingFolder();
  try {
    return folder && mkdtempSync(join(folder, "labs-bench-"));
  } catch {
    return undefined; // only root may make a control group
  }
}

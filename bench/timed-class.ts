import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { listProcesses } from "../scripts/start/processes";
import { createRow, type Row } from "./bench";
import { parseMemoryMiB, readProcessFile } from "./machine";

/** The time and memory that the grading of a class took. */
export interface ClassTiming {
  /** Seconds from the command's start to its end. */
  readonly seconds: number;
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
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => (err = `${err}${String(text)}`.slice(-2_000)));
  const samples: Sample[] = [];
  const timer = setInterval(() => samples.push(takeSample(log)), 100);
  const [status] = (await once(child, "exit")) as [number | null];
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status ?? "a signal"}:\n${err}`);
  return { seconds, rows: createRows(samples) };
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

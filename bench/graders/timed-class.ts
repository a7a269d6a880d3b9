import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, statSync } from "node:fs";
import type { Row } from "../bench";
import { openProcessorAccount } from "./processor-account";

/** What it took to grade a class. */
export interface Timed {
  /** From the command's start to its end. */
  readonly seconds: number;
  /** Of all its processes together: hardly more on a machine that has other things to do. */
  readonly processorSeconds: number;
  /** What must stay flat however many submissions there are: memory, and the time of the second half beside the first. */
  readonly rows: readonly Row[];
}

/** Our processes, by the program that they run. */
const PROGRAMS = { sandbox: "inside.mjs", compiler: "compiler.js", worker: "worker.js" };
type Kind = keyof typeof PROGRAMS;

interface Look {
  readonly at: number;
  /** Bytes in the log of what is graded: as good a measure of how far it is as any. */
  readonly done: number;
  readonly memory: readonly { readonly kind: Kind; readonly nowMB: number; readonly mostMB: number }[];
}

const EACH_MS = 100;

/**
 * Runs a program of ours that grades a class, and looks at its processes meanwhile.
 *
 * @param log the `progress.jsonl` that it writes
 * @throws Error if it does not end well
 */
export async function timed(root: string, args: readonly string[], log: string): Promise<Timed> {
  spawnSync(process.execPath, ["-e", 'import("./grader/bundle.mjs").then((b) => b.bundleGrader(process.cwd()))'], {
    cwd: root,
  });
  const account = openProcessorAccount();
  const began = performance.now();
  const [program, ...words] = account.entering([process.execPath, ...args]);
  const child = spawn(program, words, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => {
    err = `${err}${String(text)}`.slice(-2_000);
  });
  const looks: Look[] = [];
  const timer = setInterval(() => {
    looks.push(look(log));
  }, EACH_MS);
  const [status] = (await once(child, "exit")) as [number | null];
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status ?? "a signal"}:\n${err}`);
  const processorSeconds = account.seconds();
  account.close();
  return { seconds, processorSeconds, rows: rowsOf(looks) };
}

function rowsOf(looks: readonly Look[]): Row[] {
  const graded = looks.filter(({ done }) => done > 0);
  const last = graded.at(-1)?.done ?? NaN;
  const first = graded.filter(({ done }) => done < last / 2);
  const second = graded.slice(first.length);
  const memory = (of: readonly Look[], kind: Kind) =>
    of.flatMap((one) => one.memory.filter((found) => found.kind === kind));
  const most = (of: readonly Look[], kind: Kind) => Math.max(...memory(of, kind).map(({ mostMB }) => mostMB));
  const held = (of: readonly Look[], kind: Kind) => Math.max(...memory(of, kind).map(({ nowMB }) => nowMB));
  const growth = (kind: Kind): Row => ({
    what: `memory of the ${kind}, second half beside first`,
    unit: "×",
    values: [held(second, kind) / held(first, kind)],
  });
  return [
    {
      what: "time of the second half beside the first",
      unit: "×",
      values: [lasted(second) / lasted(first)],
      goal: { atMost: 1.2 },
    },
    { what: "most memory of a sandbox", unit: "MB", values: [most(looks, "sandbox")], goal: { atMost: 150 } },
    {
      what: "most memory of the trusted compiler",
      unit: "MB",
      values: [most(looks, "compiler")],
      goal: { atMost: 500 },
    },
    { what: "most memory of a worker", unit: "MB", values: [most(looks, "worker")] },
    ...(["sandbox", "compiler", "worker"] as const).map(growth),
  ];
}

function lasted(looks: readonly Look[]): number {
  return (looks.at(-1)?.at ?? NaN) - (looks[0]?.at ?? NaN);
}

function look(log: string): Look {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return {
    at: performance.now(),
    done: statSync(log, { throwIfNoEntry: false })?.size ?? 0,
    memory: pids.flatMap(memoryOf),
  };
}

/** A sandbox shares Node's own pages with all others: only its own count. */
function memoryOf(pid: string): Look["memory"] {
  const words = read(`/proc/${pid}/cmdline`).split("\0");
  const kind = (Object.keys(PROGRAMS) as Kind[]).find(
    (one) => words.some((word) => word.endsWith(`/${PROGRAMS[one]}`)) && !words.includes("bwrap"),
  );
  if (kind === undefined) return [];
  const status = read(`/proc/${pid}/status`);
  const inMB = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0) / 1024;
  return [{ kind, nowMB: inMB("VmRSS"), mostMB: inMB("VmHWM") }];
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}

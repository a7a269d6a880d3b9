import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mutants } from "../grader/testing/mutator";
import { plainLab } from "../grader/testing/plain-lab";
import { expectedRows, rowsOf, writeMutants } from "../grader/testing/write-mutants";
import type { GradeResults } from "../grader/index";
import type { Bench, Row } from "./bench";
import { lab01 } from "./graders/lab-01";
import { openRivalGraders } from "./graders/rival-graders";

/** How many submissions a batch has; 1000 shows that nothing grows. */
const SUBMISSIONS = Number(process.env["GRADE_SUBMISSIONS"] ?? "100");
/** With attacks among them, of which each takes its whole time limit: what they cost says nothing of a usual class. */
const HOSTILE = process.env["GRADE_HOSTILE"] === "1";
/** The others take seconds each: a few tell enough. */
const OTHERS = 5;
const MOST_MISMATCHES = 5;

export const grade: Bench = {
  name: "grade",
  does: `a class of ${SUBMISSIONS} on two workers, beside nbgrader's autograde and Otter's run on an equal notebook; each row as it was made to be (Linux, bubblewrap).`,
  async run(root) {
    const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
    try {
      const plain = await gradePlain(root, join(folder, "plain"));
      const others = openRivalGraders(root, join(folder, "others"), OTHERS);
      const nbgrader = [others.nbgrader() / OTHERS, others.nbgrader() / OTHERS];
      const otter = Array.from({ length: 3 }, () => others.otter());
      const cloud = await gradeLab01(root, join(folder, "lab"));
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      return [
        { what: "ours: ten cells, four answers, no cloud", unit: "s", values: [plain.each], goal: { atMost: 0.1 } },
        { what: `nbgrader autograde, each of ${OTHERS}`, unit: "s", values: nbgrader },
        { what: "otter run", unit: "s", values: otter },
        { what: "times as fast as nbgrader", unit: "×", values: [mean(nbgrader) / plain.each], goal: { atLeast: 8 } },
        { what: "times as fast as Otter", unit: "×", values: [mean(otter) / plain.each], goal: { atLeast: 30 } },
        { what: "lab 01, each", unit: "s", values: [cloud.each], goal: { atMost: 0.4 } },
        ...cloud.memory,
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Graded {
  /** Seconds a submission, the command's start and end included. */
  readonly each: number;
  readonly memory: readonly Row[];
}

async function gradePlain(root: string, folder: string): Promise<Graded> {
  // Honest ones: the others' class is right, too.
  const made = mutants({ ...plainLab(), hostile: [] }, SUBMISSIONS, 1);
  writeMutants(join(folder, "class"), made);
  const graded = await timed(root, [join(root, "grader", "testing", "grade-plain.mjs"), join(folder, "class"), join(folder, "out")]);
  mustMatch(expectedRows(made), folder);
  return { ...graded, each: graded.seconds / SUBMISSIONS };
}

async function gradeLab01(root: string, folder: string): Promise<Graded> {
  const lab = lab01(root);
  const made = mutants(HOSTILE ? lab : { ...lab, hostile: [] }, SUBMISSIONS, 1);
  mkdirSync(folder, { recursive: true });
  writeMutants(join(folder, "class"), made);
  const graded = await timed(root, [join(root, "scripts", "labs.mjs"), "grade", "01", join(folder, "class"), "--out", join(folder, "out"), "--workers", "2"]);
  mustMatch(expectedRows(made), folder);
  return { ...graded, each: graded.seconds / SUBMISSIONS };
}

function mustMatch(expected: readonly string[], folder: string): void {
  const rows = rowsOf(JSON.parse(readFileSync(join(folder, "out", "results.json"), "utf8")) as GradeResults);
  const others = expected.flatMap((row, at) => (row === rows[at] ? [] : [`${row}\n  came to ${rows[at] ?? "nothing"}`]));
  if (others.length > 0) throw new Error(`${others.length} rows are not what they were made for:\n${others.slice(0, MOST_MISMATCHES).join("\n")}`);
}

/** Runs a program of ours while the memory of the processes that it starts is looked at. */
async function timed(root: string, args: readonly string[]): Promise<{ seconds: number; memory: Row[] }> {
  spawnSync(process.execPath, ["-e", 'import("./grader/bundle.mjs").then((b) => b.bundleGrader(process.cwd()))'], { cwd: root });
  const began = performance.now();
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  child.stderr.on("data", (text) => { err = `${err}${String(text)}`.slice(-2_000); });
  const most = new Map<string, number>();
  const timer = setInterval(() => { lookAt(most); }, 100);
  const [status] = await once(child, "exit") as [number | null];
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${args.slice(0, 2).join(" ")} ended with ${status ?? "a signal"}:\n${err}`);
  const row = (what: string, program: string, atMost: number): Row => ({ what, unit: "MB", values: [most.get(program) ?? NaN], goal: { atMost } });
  return { seconds, memory: [row("most memory of a sandbox", "inside.mjs", 150), row("most memory of the trusted compiler", "compiler.js", 500)] };
}

const PROGRAMS = ["inside.mjs", "compiler.js"];

/** Notes the resident memory, in MB, of each kind of process. A sandbox shares Node's own pages with all others: only its own count. */
function lookAt(most: Map<string, number>): void {
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = read(`/proc/${pid}/cmdline`).split("\0");
    const program = PROGRAMS.find((name) => words.some((word) => word.endsWith(`/${name}`)) && !words.includes("bwrap"));
    if (program === undefined) continue;
    const kB = Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
    most.set(program, Math.max(most.get(program) ?? 0, kB / 1024));
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}

import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { GradeResults } from "../../index";
import type { FuzzedFile } from "./make-submissions";

/** The outcome of grading a class of fuzzed submissions. */
interface FuzzOutcome {
  /** The exit status of the grading; 0 for success. */
  readonly exit: number | null;
  /** The number of submissions of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The submissions that the grader itself failed on, with its note. */
  readonly faults: readonly string[];
  /** Ids of processes of the grading, or of submissions, that still ran when the grading had ended. */
  readonly left: readonly number[];
}

/**
 * Grades fuzzed submissions of the plain lab, confined, in its own process.
 *
 * @param root absolute path of the project
 */
export async function gradeFuzzed(root: string, files: readonly FuzzedFile[]): Promise<FuzzOutcome> {
  const folder = mkdtempSync(join(tmpdir(), "labs-fuzz-"));
  try {
    mkdirSync(join(folder, "class"));
    for (const [index, { extension, bytes }] of files.entries())
      writeFileSync(join(folder, "class", `${100 + index}.${extension}`), bytes);
    const out = join(folder, "out");
    const child = fork(join(root, "grader", "testing", "grade-plain.mjs"), [join(folder, "class"), out], {
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const seen = new Map<number, string>();
    // The last message of the process: on a submission, or the reason why nothing was graded.
    let last: unknown;
    child.on("message", (serializable) => {
      last = serializable;
      for (const pid of listDescendants(child.pid ?? 0)) seen.set(pid, readStartTime(pid));
    });
    const [exit, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (!existsSync(join(out, "results.json")))
      throw new Error(`Nothing was graded (exit status ${exit ?? signal}); the last word was: ${JSON.stringify(last)}`);
    const { submissions } = JSON.parse(readFileSync(join(out, "results.json"), "utf8")) as GradeResults;
    const statuses: Record<string, number> = {};
    for (const { status } of submissions) statuses[status] = (statuses[status] ?? 0) + 1;
    return {
      exit,
      statuses,
      faults: submissions.flatMap(({ id, status, notes }) =>
        status === "grader-fault" ? [`${id}: ${notes.join(" ")}`] : [],
      ),
      left: await listRemaining(seen),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The ids of processes that still run. The kernel ends a sandbox's processes a moment after its first one. */
async function listRemaining(seen: ReadonlyMap<number, string>): Promise<number[]> {
  const listLeftovers = () =>
    [...seen].flatMap(([pid, born]) => (born !== "" && readStartTime(pid) === born ? [pid] : []));
  for (let looks = 0; looks < 5_000 && listLeftovers().length > 0; looks += 1) await nextTurn();
  return listLeftovers();
}

/** All descendants of a process. */
function listDescendants(pid: number): number[] {
  let children: number[] = [];
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    // The process has ended.
  }
  return children.flatMap((child) => [child, ...listDescendants(child)]);
}

/** When a process began, which distinguishes it from a later process with the same id; empty if the process is gone, or a zombie. */
function readStartTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? "" : (fields[18] ?? "");
  } catch {
    return "";
  }
}

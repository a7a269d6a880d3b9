import type { CarryOut } from "../compile/orders";
import type { SubmissionResult } from "../results";
import { createRunStore } from "../run/known-runs";
import type { FoundSubmission } from "../submission/find-submissions";
import type { Batch } from "./grade";
import { merged } from "./merged";
import type { Graded, Opened, Task } from "./messages";
import type { ProgressLog } from "./progress-log";
import { startWorker } from "./worker-process";
import type { WorkerProcess } from "./worker-process";

export interface GradeAllOptions {
  readonly batch: Batch;
  /** The worker's bundled program. */
  readonly program: string;
  readonly carryOut: CarryOut;
  /** Opens the log of what was graded; the grader's version is known by then. */
  log(grader: string): Promise<ProgressLog>;
}

/**
 * Grades submissions in worker processes, each with one at a time.
 *
 * @throws WorkerRefused if no worker can be opened
 */
export async function gradeAll(
  found: readonly FoundSubmission[], { batch, program, carryOut, log: openLog }: GradeAllOptions,
): Promise<{ version: string; all: Graded[] }> {
  const { root, lab, labRoot, seed, unsafe, limits, only, progress } = batch;
  // What goes to another process is plain data.
  const handedIn = { notebook: batch.handedIn.notebook, scripts: batch.handedIn.scripts };
  // The first worker runs the solution, if nobody has; the others then find its evidence.
  const shared = { carryOut, runs: createRunStore() };
  const desks = Array.from({ length: Math.max(1, Math.min(batch.workers, found.length)) }, (_, slot) =>
    new Desk(() => startWorker(program, { root, lab, labRoot, seed, unsafe, limits, handedIn, slot }, shared)));
  const all: Graded[] = [];
  let next = 0;
  let done = 0;
  try {
    const { version, max } = await opened(desks);
    const log = await openLog(version);
    progress({ done: 0, of: found.length });
    const work = async (desk: Desk): Promise<void> => {
      for (let at = next++; at < found.length; at = next++) {
        const submission = found[at];
        if (!submission) return;
        const before = log.before.get(submission.id);
        const result = await gradeOne(desk, { submission, before, only, max });
        all[at] = result;
        if (result !== before) await log.add(submission.id, result);
        progress({ done: ++done, of: found.length, last: { result: result.result, isKept: result === before } });
      }
    };
    await Promise.all(desks.map(work));
    return { version, all };
  } finally {
    await Promise.all(desks.map((desk) => desk.close()));
  }
}

async function opened([first]: readonly Desk[]): Promise<Opened> {
  if (!first) throw new Error("A batch has at least one worker.");
  return (await first.worker()).opened;
}

/** A place for one worker; one that was lost is replaced when the next is wanted. */
class Desk {
  readonly #start: () => Promise<WorkerProcess>;
  #worker: WorkerProcess | undefined;

  constructor(start: () => Promise<WorkerProcess>) {
    this.#start = start;
  }

  async worker(): Promise<WorkerProcess> {
    this.#worker ??= await this.#start();
    return this.#worker;
  }

  async grade(task: Task): Promise<Graded | "unchanged" | undefined> {
    const graded = await (await this.worker()).grade(task);
    if (graded === undefined) this.#worker = undefined;
    return graded;
  }

  async close(): Promise<void> {
    await this.#worker?.close();
  }
}

interface One extends Pick<Opened, "max">, Pick<Task, "submission" | "only"> {
  readonly before: Graded | undefined;
}

/** A worker that ends over a submission may have ended for another reason: a second one tries again. */
async function gradeOne(desk: Desk, { submission, before, only, max }: One): Promise<Graded> {
  const task = taskFor({ submission, before, only });
  const graded = (await desk.grade(task)) ?? (await desk.grade(task));
  if (graded === "unchanged" && before) return before;
  if (graded === undefined || graded === "unchanged") return { result: fault(submission.id, max), content: "", prints: [] };
  return task.only && before ? merged(before, graded) : graded;
}

function taskFor({ submission, before, only }: Omit<One, "max">): Task {
  if (!before || before.result.status === "grader-fault") return { submission };
  return only ? { submission, only } : { submission, before: before.content };
}

function fault(id: string, max: number): SubmissionResult {
  const note = "The grader's own process ended over this submission, twice. Look at it by hand.";
  return { id, status: "grader-fault", score: 0, max, seconds: 0, exercises: [], notes: [note] };
}

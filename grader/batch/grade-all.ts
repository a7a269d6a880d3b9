import type { CarryOut } from "../compile/orders";
import type { SubmissionResult } from "../results";
import { createRunStore } from "../run/known-runs";
import type { FoundSubmission } from "../submission/find-submissions";
import type { Batch } from "./batch";
import { createLanes } from "./lanes";
import { merged } from "./merged";
import type { Graded, Opened, Task } from "./messages";
import type { ProgressLog } from "./progress-log";
import { startWorker } from "./worker-process";
import type { Lost, WorkerProcess } from "./worker-process";

export interface GradeAllOptions {
  readonly batch: Batch;
  /** The worker's bundled program. */
  readonly program: string;
  readonly carryOut: CarryOut;
  /** Opens the log of what was graded; the grader's version is known by then. */
  log(grader: string): Promise<ProgressLog>;
  /** A submission that takes longer holds up no others: another worker comes up, and grades on in its place. Default: 15 s. */
  readonly longMs?: number;
}

/** Honest work of a lab with a cloud takes some seconds, on a busy machine too. An endless loop takes a minute. */
const LONG_MS = 15_000;

/**
 * Grades submissions in worker processes, each with one at a time.
 *
 * @throws WorkerRefused if no worker can be opened
 */
export async function gradeAll(
  found: readonly FoundSubmission[],
  { batch, program, carryOut, log: openLog, longMs = LONG_MS }: GradeAllOptions,
): Promise<{ version: string; all: Graded[] }> {
  const { root, lab, labRoot, seed, unsafe, limits, only, progress } = batch;
  // What goes to another process is plain data.
  const handedIn = { notebook: batch.handedIn.notebook, scripts: batch.handedIn.scripts };
  const shared = { carryOut, runs: createRunStore() };
  const options = { root, lab, labRoot, seed, unsafe, limits, handedIn };
  const first = new Desk(() => startWorker(program, options, shared));
  // The first worker runs the solution, if nobody has; the others, which load meanwhile, then find its evidence.
  const isThere = first.worker();
  const desks = [first];
  const newDesk = (): Desk => {
    const desk = new Desk(() =>
      startWorker(
        program,
        isThere.then(() => options),
        shared,
      ),
    );
    desks.push(desk);
    return desk;
  };
  while (desks.length < Math.min(batch.workers, found.length)) newDesk();
  const all: Graded[] = [];
  let next = 0;
  let done = 0;
  try {
    const {
      opened: { version, max },
    } = await isThere;
    const log = await openLog(version);
    progress({ done: 0, of: found.length });
    const lanes = createLanes({ workers: batch.workers, longMs });
    const work = async (desk: Desk): Promise<void> => {
      for (let at = next++; at < found.length; at = next++) {
        const submission = found[at];
        if (!submission) return;
        const before = log.before.get(submission.id);
        const graded = await lanes.pass(
          () => gradeOne(desk, { submission, before, only, max }),
          () => (next < found.length ? work(newDesk()) : undefined),
        );
        const result = graded === before ? before : withEarlier(graded, { before, submission, only });
        all[at] = result;
        if (result !== before) await log.add(submission.id, result);
        progress({ done: ++done, of: found.length, last: { result: result.result, isKept: result === before } });
        if (lanes.areTooMany()) return;
      }
    };
    await lanes.all([...desks].map(work));
    return { version, all };
  } finally {
    await Promise.all(desks.map((desk) => desk.close()));
  }
}

/** A place for one worker, which comes up at once; one that was lost is replaced when the next is wanted. */
class Desk {
  readonly #start: () => Promise<WorkerProcess>;
  #worker: Promise<WorkerProcess> | undefined;

  constructor(start: () => Promise<WorkerProcess>) {
    this.#start = start;
    // A failure is told to whoever wants the worker.
    this.worker().catch(() => undefined);
  }

  worker(): Promise<WorkerProcess> {
    this.#worker ??= this.#start();
    return this.#worker;
  }

  async grade(task: Task): Promise<Graded | "unchanged" | Lost> {
    const graded = await (await this.worker()).grade(task);
    if (isLost(graded)) this.#worker = undefined;
    return graded;
  }

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    await worker?.close();
  }
}

interface One extends Pick<Opened, "max">, Pick<Task, "submission" | "only"> {
  readonly before: Graded | undefined;
}

/** A worker that ends over a submission may have ended for another reason: a second one tries again. */
async function gradeOne(desk: Desk, { submission, before, only, max }: One): Promise<Graded> {
  const task = taskFor({ submission, before, only });
  const first = await desk.grade(task);
  const graded = isLost(first) ? await desk.grade(task) : first;
  if (graded === "unchanged" && before) return before;
  if (graded === "lost reading") return { result: unread(submission.id, max), content: "", prints: [] };
  if (graded === "lost" || graded === "unchanged")
    return { result: fault(submission.id, max), content: "", prints: [] };
  return task.only && before ? merged(before, graded) : graded;
}

/** A second hand-in keeps what the first one earned: which of them counts is decided when the marks are put together. */
function withEarlier(
  graded: Graded,
  { before, submission, only }: Pick<One, "before" | "submission" | "only">,
): Graded {
  const { submitted } = submission.student;
  const at = submitted === undefined ? {} : { submitted };
  if (!before) return { ...graded, ...at };
  const { earlier = [] } = before;
  const isAnother = !only && before.content !== graded.content && before.result.status !== "grader-fault";
  const then = before.submitted === undefined ? {} : { submitted: before.submitted };
  const all = isAnother ? [...earlier, { result: before.result, ...then }] : earlier;
  return { ...graded, ...at, ...(all.length > 0 ? { earlier: all } : {}) };
}

function taskFor({ submission, before, only }: Omit<One, "max">): Task {
  if (!before || before.result.status === "grader-fault") return { submission };
  return only ? { submission, only } : { submission, before: before.content };
}

function isLost(graded: Graded | "unchanged" | Lost): graded is Lost {
  return graded === "lost" || graded === "lost reading";
}

/** Two processes have ended over reading it, where nothing of it runs: there is no honest work of which that comes. */
function unread(id: string, max: number): SubmissionResult {
  const note = "Reading it takes more memory or time than any notebook does. Save the notebook anew, without outputs.";
  return { id, status: "rejected", score: 0, max, seconds: 0, exercises: [], notes: [note] };
}

function fault(id: string, max: number): SubmissionResult {
  const note = "The grader's own process ended over this submission, twice. Look at it by hand.";
  return { id, status: "grader-fault", score: 0, max, seconds: 0, exercises: [], notes: [], instructorNotes: [note] };
}

import type { AskCompiler } from "../compile/requests";
import { sumMarks, type SubmissionResult } from "../reports/results";
import type { Stopper } from "../engine/stuck-runs";
import { createRunStore } from "../run/known-runs";
import { removeStaleScratch } from "../sandbox/scratch";
import type { FoundSubmission } from "../submission/found-submissions";
import { TOO_MUCH_TO_READ } from "../submission/submission";
import type { Batch } from "./batch";
import { createLanes } from "./lanes";
import type { GradedSubmission, WorkerInfo, Task } from "./messages";
import type { ProgressLog } from "./progress-log";
import { startWorker, type LostWorker, type WorkerDisk, type WorkerProcess } from "./worker-process";

export interface GradeAllOptions {
  readonly batch: Batch;
  /** The worker's bundled program. */
  readonly program: string;
  readonly askCompiler: AskCompiler;
  /** Opens the log of the batch; when this is called, the grader's version is known. */
  log(grader: string): Promise<ProgressLog>;
  /**
   * How long a submission may take before another worker starts beside it, so that the other submissions don't have to wait.
   * Default: 15 s.
   */
  readonly longMs?: number;
  /** See `startWorker`. */
  readonly stuckMs?: number;
  /** See `startWorker`. */
  readonly disk?: WorkerDisk;
}

/**
 * An honest submission to a lab with a cloud takes some seconds, even on a busy machine; an endless loop takes a
 * minute.
 */
const LONG_MS = 15_000;

/**
 * Grades submissions in worker processes; each grades one at a time.
 *
 * @throws WorkerRefusal if no worker can be opened
 */
export async function gradeAll(
  found: readonly FoundSubmission[],
  { batch, program, askCompiler, log: openLog, longMs = LONG_MS, stuckMs, disk }: GradeAllOptions,
): Promise<{ version: string; all: GradedSubmission[] }> {
  const { root, lab, labRoot, seed, unsafe, limits, only, onProgress } = batch;
  // Only plain data can be sent to another process.
  const handedIn = { notebook: batch.handedIn.notebook, scripts: batch.handedIn.scripts };
  const shared = { askCompiler, runs: createRunStore(), stuckMs, disk: unsafe ? "shared" : disk } as const;
  removeStaleScratch();
  const options = { root, lab, labRoot, seed, unsafe, limits, handedIn };
  const first = new WorkerSlot(() => startWorker(program, options, shared));
  // The first worker runs the solution, unless its evidence is kept already; the others load meanwhile, and then find
  // that evidence.
  const isThere = first.startWorker();
  const slots = [first];
  const createSlot = (): WorkerSlot => {
    const slot = new WorkerSlot(() =>
      startWorker(
        program,
        isThere.then(() => options),
        shared,
      ),
    );
    slots.push(slot);
    return slot;
  };
  while (slots.length < Math.min(batch.workers, found.length)) createSlot();
  const all: GradedSubmission[] = [];
  let next = 0;
  let done = 0;
  try {
    const {
      opened: { version, max },
    } = await isThere;
    const log = await openLog(version);
    onProgress({ done: 0, of: found.length });
    const lanes = createLanes({ workers: batch.workers, longMs });
    /** Slots of lanes that have ended: a worker takes seconds to start, so a new lane continues with one of these. */
    const idle: WorkerSlot[] = [];
    const work = async (slot: WorkerSlot): Promise<void> => {
      for (let at = next++; at < found.length; at = next++) {
        const submission = found[at];
        if (!submission) return;
        const before = log.before.get(submission.id);
        const graded = await lanes.pass(
          () => gradeSubmission(slot, { submission, before, only, max }),
          () => (next < found.length ? work(idle.pop() ?? createSlot()) : undefined),
        );
        const result = graded === before ? before : addEarlierHandIn(graded, { before, submission, only });
        all[at] = result;
        if (result !== before) await log.add(submission.id, result);
        onProgress({ done: ++done, of: found.length, last: { result: result.result, isUnchanged: result === before } });
        if (lanes.hasTooMany()) {
          idle.push(slot);
          return;
        }
      }
    };
    await lanes.waitForAll([...slots].map(work));
    return { version, all };
  } finally {
    await Promise.all(slots.map((slot) => slot.close()));
  }
}

/** A slot for one worker, which is started at once; if the worker is lost, the next submission starts another. */
class WorkerSlot {
  readonly #start: () => Promise<WorkerProcess>;
  #worker: Promise<WorkerProcess> | undefined;

  constructor(start: () => Promise<WorkerProcess>) {
    this.#start = start;
    // The error reaches the caller of `worker()`.
    this.startWorker().catch(() => undefined);
  }

  startWorker(): Promise<WorkerProcess> {
    this.#worker ??= this.#start();
    return this.#worker;
  }

  async grade(task: Task): Promise<GradedSubmission | "unchanged" | LostWorker> {
    const graded = await (await this.startWorker()).grade(task);
    if (isLost(graded)) this.#worker = undefined;
    return graded;
  }

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    await worker?.close();
  }
}

interface GradingTask extends Pick<WorkerInfo, "max">, Pick<Task, "submission" | "only"> {
  readonly before: GradedSubmission | undefined;
}

async function gradeSubmission(
  slot: WorkerSlot,
  { submission, before, only, max }: GradingTask,
): Promise<GradedSubmission> {
  const task = createTask({ submission, before, only });
  const graded = await gradeInTries(slot, task);
  if (graded === "unchanged" && before) return before;
  if (graded === "lost reading") return { result: createUnreadableResult(submission.id, max), content: "", prints: [] };
  if (graded === "lost" || graded === "unchanged")
    return { result: createFaultResult(submission.id, max), content: "", prints: [] };
  if ("stuckIn" in graded) return { result: createStuckResult(submission.id, max), content: "", prints: [] };
  return task.only && before ? mergeResults(before, graded) : graded;
}

/** The maximum number of runs of a submission that may each cost a worker its time. */
const MAX_STUCK = 8;

/**
 * If a worker ends over a submission, the reason may be another: a second worker tries again. Where both were stuck in runs of the
 * submission's code, further workers leave out each such run, so that what is right in the other exercises keeps its marks.
 */
async function gradeInTries(slot: WorkerSlot, task: Task): Promise<GradedSubmission | "unchanged" | LostWorker> {
  const first = await slot.grade(task);
  if (!isLost(first)) return first;
  let stuck: Readonly<Record<string, Stopper>> = {};
  for (;;) {
    const graded = await slot.grade({ ...task, watch: { stuck, oneByOne: true } });
    const isStuck = typeof graded === "object" && "stuckIn" in graded && Object.keys(stuck).length < MAX_STUCK;
    if (!isStuck) return graded;
    stuck = { ...stuck, ...graded.stuckIn };
  }
}

/** A second hand-in keeps the result of the first: which of them counts is decided when the marks are put together. */
function addEarlierHandIn(
  graded: GradedSubmission,
  { before, submission, only }: Pick<GradingTask, "before" | "submission" | "only">,
): GradedSubmission {
  const { submitted } = submission.student;
  const at = submitted === undefined ? {} : { submitted };
  if (!before) return { ...graded, ...at };
  const { earlier = [] } = before;
  const isAnother = !only && before.content !== graded.content && before.result.status !== "grader-fault";
  const then = before.submitted === undefined ? {} : { submitted: before.submitted };
  const all = isAnother ? [...earlier, { result: before.result, content: before.content, ...then }] : earlier;
  return { ...graded, ...at, ...(all.length > 0 ? { earlier: all } : {}) };
}

function createTask({ submission, before, only }: Omit<GradingTask, "max">): Task {
  if (!before || before.result.status === "grader-fault") return { submission };
  return only ? { submission, only } : { submission, before: before.content };
}

function isLost(graded: GradedSubmission | "unchanged" | LostWorker): graded is LostWorker {
  return graded === "lost" || graded === "lost reading" || (typeof graded === "object" && "stuckIn" in graded);
}

/**
 * Two processes have ended while reading the submission, before any of its code ran. No honest notebook causes this.
 */
function createUnreadableResult(id: string, max: number): SubmissionResult {
  return { id, status: "rejected", score: 0, max, seconds: 0, exercises: [], notes: [TOO_MUCH_TO_READ] };
}

/** Code of the submission has kept one worker after the other busy. */
function createStuckResult(id: string, max: number): SubmissionResult {
  const note = "Your code was stopped: it repeatedly kept its lab cloud busy or filled its disk.";
  return { id, status: "timeout", score: 0, max, seconds: 0, exercises: [], notes: [note] };
}

function createFaultResult(id: string, max: number): SubmissionResult {
  const note = "The grader crashed twice on this submission; grade it manually.";
  return { id, status: "grader-fault", score: 0, max, seconds: 0, exercises: [], notes: [], instructorNotes: [note] };
}

/** The result of an earlier run, in which the exercises that were judged again are replaced. */
function mergeResults(before: GradedSubmission, latest: GradedSubmission): GradedSubmission {
  if (latest.result.exercises.length === 0) return latest;
  const news = new Map(latest.result.exercises.map((exercise) => [exercise.id, exercise]));
  const exercises = before.result.exercises.map((exercise) => news.get(exercise.id) ?? exercise);
  const status = latest.result.status === "graded" ? before.result.status : latest.result.status;
  const score = sumMarks(exercises.map((exercise) => exercise.score));
  return { ...latest, result: { ...latest.result, status, score, max: before.result.max, exercises } };
}

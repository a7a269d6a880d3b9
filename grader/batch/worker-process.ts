import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import type { AskCompiler } from "../compile/requests";
import type { RunStore } from "../run/known-runs";
import type { Stopper } from "../engine/stuck-runs";
import { createWorkerDiskCommand } from "../sandbox/worker-disk";
import { removeScratchOf, SCRATCH_PREFIX, measureScratch } from "../sandbox/scratch";
import type { MessageFromWorker, GradedSubmission, WorkerInfo, Task, MessageToWorker, WorkerOptions } from "./messages";

/**
 * The process ended over a submission, or was stuck: "lost reading" while it was reading the submission, "lost" later. If runs of
 * the submission's code have stopped it, these: see `RunWatch`.
 */
export type LostWorker = "lost reading" | "lost" | { readonly stuckIn: Readonly<Record<string, Stopper>> };

/** One process that grades. Its failure, such as memory that runs out, costs one submission and not the batch. */
export interface WorkerProcess {
  readonly opened: WorkerInfo;
  grade(task: Task): Promise<GradedSubmission | "unchanged" | LostWorker>;
  close(): Promise<void>;
}

/** The grader could not be opened in the worker. `name` is the name of the error there. */
export class WorkerRefusal extends Error {
  constructor({ name, message }: { name: string; message: string }) {
    super(message);
    this.name = name;
  }
}

/** A worker sends a message each second. One that is silent for so long is stuck. */
const STUCK_MS = 60_000;
/** Where a worker keeps its runs' files: on its own disk, if this user can mount one, see `createWorkerDiskCommand`; or on this machine's. */
export type WorkerDisk = "own" | "shared";

/** The parts of the batch that its workers share. */
interface SharedParts {
  readonly askCompiler: AskCompiler;
  readonly runs: RunStore;
  /** Default: a minute. */
  readonly stuckMs?: number | undefined;
  /** Default: its own. */
  readonly disk?: WorkerDisk | undefined;
}

/** Memory that a worker may keep, in MiB; it judges one submission at a time. */
const HEAP_MIB = 768;

/**
 * Starts a worker and opens its grader.
 *
 * @param program the bundled program, see `bundleGrader`
 * @param options may be given later: the process loads meanwhile
 * @throws WorkerRefusal if the grader cannot be opened; Error if the process does not come up
 */
export async function startWorker(
  program: string,
  options: WorkerOptions | Promise<WorkerOptions>,
  { askCompiler, runs, stuckMs = STUCK_MS, disk = "own" }: SharedParts,
): Promise<WorkerProcess> {
  const ownDisk = disk === "own" ? createWorkerDiskCommand(tmpdir(), SCRATCH_PREFIX) : undefined;
  const child = forkWorker(program, ownDisk);
  const send = (message: MessageToWorker): void => {
    child.send(message, () => undefined);
  };
  const inbox = createInbox(child);
  inbox.onQuestion((question) => {
    if ("remember" in question) runs.remember(question.remember, question.run);
    else if ("recall" in question)
      void runs.recall(question.recall).then((recalled) => {
        send({ recalled, n: question.n });
      });
    else
      askCompiler(question.request).then(
        (response) => {
          send({ response, n: question.n });
        },
        (error: unknown) => {
          send({ response: { fault: String(error) }, n: question.n });
        },
      );
  });
  const watch = ownDisk === undefined ? watchSharedDisk(child) : undefined;
  const close = async (): Promise<void> => {
    watch?.end();
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    // A killed process removes nothing itself, and its files may be in memory.
    if (child.pid !== undefined) removeScratchOf(child.pid);
  };
  const open = async (): Promise<WorkerInfo> => {
    const message = await options;
    const first = await inbox.ask(() => {
      send({ open: message });
    });
    if (typeof first === "object" && "opened" in first) return first.opened;
    throw typeof first === "object" && "refused" in first
      ? new WorkerRefusal(first.refused)
      : new Error("A worker of the grader didn't start.");
  };
  const opened = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let last = 0;
  const grade: WorkerProcess["grade"] = async (task) => {
    last += 1;
    const steps = trackSteps(inbox);
    const message = await inbox.ask(() => {
      send({ grade: task, n: last });
    }, stuckMs);
    if (typeof message === "object" && "graded" in message) return message.graded;
    await close();
    if (steps.full !== undefined) return { stuckIn: { [steps.full]: "full" } };
    const stopper = message === "stuck" ? "busy" : watch?.isFull() ? "full" : undefined;
    if (stopper !== undefined && steps.running.size > 0)
      return { stuckIn: Object.fromEntries([...steps.running].map((name) => [name, stopper])) };
    return steps.isRead ? "lost" : "lost reading";
  };
  return { opened, grade, close };
}

/** How often a worker's files on the machine's disk are counted. This process is never busy with a submission's calls. */
const WATCH_MS = 500;
/** Far more than honest work needs: the packages' code cache, and the limit of each run, see `Limits`. */
const SHARED_MIB = 512;

/** Kills a worker whose runs have written too much to the machine's disk. */
function watchSharedDisk(child: ChildProcess) {
  let isFull = false;
  const timer = setInterval(() => {
    isFull ||= measureScratch(child.pid ?? 0) > SHARED_MIB * 1024 * 1024;
    if (isFull) child.kill("SIGKILL");
  }, WATCH_MS).unref();
  return {
    isFull: () => isFull,
    end: (): void => {
      clearInterval(timer);
    },
  };
}

function forkWorker(program: string, [file, ...ownDisk]: readonly string[] = []): ChildProcess {
  const nodeArgs = [`--max-old-space-size=${HEAP_MIB}`, "--enable-source-maps"];
  return fork(program, [], {
    ...(file === undefined
      ? { execArgv: nodeArgs }
      : { execPath: file, execArgv: [...ownDisk, process.execPath, ...nodeArgs] }),
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** How far a worker has come with the next submission, as its messages tell. */
function trackSteps(inbox: ReturnType<typeof createInbox>) {
  const steps = { isRead: false, running: new Set<string>(), full: undefined as string | undefined };
  inbox.onStep((step) => {
    if ("full" in step) steps.full = step.full;
    else if ("running" in step) steps.running.add(step.running);
    else if ("ran" in step) steps.running.delete(step.ran);
    else steps.isRead = true;
  });
  return steps;
}

type Reply = Extract<MessageFromWorker, { opened: unknown } | { refused: unknown } | { graded: unknown }>;
type Step = Extract<MessageFromWorker, { read: unknown } | { running: unknown } | { ran: unknown } | { full: unknown }>;
type Question = Exclude<MessageFromWorker, Reply | Step | { alive: unknown }>;

/** A worker's messages: requests to the shared parts at any time, and one reply to each message that was sent to it. */
function createInbox(child: ChildProcess) {
  let onQuestion: (question: Question) => void = () => undefined;
  let onStep: (step: Step) => void = () => undefined;
  let take: ((reply: Reply | "stuck" | undefined) => void) | undefined;
  let stuck: NodeJS.Timeout | undefined;
  let stuckMs = STUCK_MS;
  const settle = (reply: Reply | "stuck" | undefined): void => {
    clearTimeout(stuck);
    take?.(reply);
    take = undefined;
  };
  const handleMessage = (): void => {
    clearTimeout(stuck);
    if (take)
      stuck = setTimeout(() => {
        settle("stuck");
      }, stuckMs);
  };
  child.on("message", (message: MessageFromWorker) => {
    handleMessage();
    if ("read" in message || "running" in message || "ran" in message || "full" in message) onStep(message);
    else if ("request" in message || "recall" in message || "remember" in message) onQuestion(message);
    else if (!("alive" in message)) settle(message);
  });
  child.on("exit", () => {
    settle(undefined);
  });
  child.on("error", () => {
    settle(undefined);
  });
  return {
    onQuestion: (listener: typeof onQuestion): void => {
      onQuestion = listener;
    },
    onStep: (listener: typeof onStep): void => {
      onStep = listener;
    },
    /** The reply; `stuck` if no message has come for too long, and undefined if the process has ended. */
    ask: (send: () => void, maxSilenceMs = STUCK_MS): Promise<Reply | "stuck" | undefined> =>
      new Promise((resolve) => {
        take = resolve;
        stuckMs = maxSilenceMs;
        handleMessage();
        if (child.exitCode !== null || child.signalCode !== null) settle(undefined);
        else send();
      }),
  };
}

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { AskCompiler } from "../compile/requests";
import type { RunStore } from "../run/known-runs";
import type { FromWorker, Graded, Opened, Task, ToWorker, WorkerOptions } from "./messages";

/**
 * The process ended over a submission, or was stuck: "lost reading" while it was reading the submission, "lost" later.
 */
export type Lost = "lost reading" | "lost";

/** One process that grades. Its failure, such as memory that runs out, costs one submission and not the batch. */
export interface WorkerProcess {
  readonly opened: Opened;
  grade(task: Task): Promise<Graded | "unchanged" | Lost>;
  close(): Promise<void>;
}

/** The grader could not be opened in the worker. `name` is the name of the error there. */
export class WorkerRefused extends Error {
  constructor({ name, message }: { name: string; message: string }) {
    super(message);
    this.name = name;
  }
}

/** A worker sends a message each second. One that is silent for so long is stuck. */
const STUCK_MS = 60_000;
/** The parts of the batch that its workers share. */
interface Shared {
  readonly askCompiler: AskCompiler;
  readonly runs: RunStore;
}

/** Memory that a worker may keep, in MiB; it judges one submission at a time. */
const HEAP_MIB = 768;

/**
 * Starts a worker and opens its grader.
 *
 * @param program the bundled program, see `bundleGrader`
 * @param options may be given later: the process loads meanwhile
 * @throws WorkerRefused if the grader cannot be opened; Error if the process does not come up
 */
export async function startWorker(
  program: string,
  options: WorkerOptions | Promise<WorkerOptions>,
  { askCompiler, runs }: Shared,
): Promise<WorkerProcess> {
  const child = fork(program, [], {
    execArgv: [`--max-old-space-size=${HEAP_MIB}`, "--enable-source-maps"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const tell = (message: ToWorker): void => {
    child.send(message, () => undefined);
  };
  const inbox = inboxOf(child);
  inbox.onQuestion((question) => {
    if ("remember" in question) runs.remember(question.remember, question.run);
    else if ("recall" in question)
      void runs.recall(question.recall).then((recalled) => {
        tell({ recalled, n: question.n });
      });
    else
      askCompiler(question.request).then(
        (response) => {
          tell({ response, n: question.n });
        },
        (error: unknown) => {
          tell({ response: { fault: String(error) }, n: question.n });
        },
      );
  });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  const open = async (): Promise<Opened> => {
    const given = await options;
    const first = await inbox.ask(() => {
      tell({ open: given });
    });
    if (first && "opened" in first) return first.opened;
    throw first && "refused" in first
      ? new WorkerRefused(first.refused)
      : new Error("A worker of the grader did not come up.");
  };
  const opened = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  let last = 0;
  const grade: WorkerProcess["grade"] = async (task) => {
    last += 1;
    let isRead = false;
    inbox.onRead(() => {
      isRead = true;
    });
    const message = await inbox.ask(() => {
      tell({ grade: task, n: last });
    });
    if (message && "graded" in message) return message.graded;
    await close();
    return isRead ? "lost" : "lost reading";
  };
  return { opened, grade, close };
}

type Reply = Extract<FromWorker, { opened: unknown } | { refused: unknown } | { graded: unknown }>;
type Question = Exclude<FromWorker, Reply | { alive: unknown } | { read: unknown }>;

/** A worker's messages: requests to the shared parts at any time, and one reply to each message that was sent to it. */
function inboxOf(child: ChildProcess) {
  let onQuestion: (question: Question) => void = () => undefined;
  let onRead: () => void = () => undefined;
  let take: ((reply: Reply | undefined) => void) | undefined;
  let stuck: NodeJS.Timeout | undefined;
  const settle = (reply: Reply | undefined): void => {
    clearTimeout(stuck);
    take?.(reply);
    take = undefined;
  };
  const heard = (): void => {
    clearTimeout(stuck);
    if (take)
      stuck = setTimeout(() => {
        settle(undefined);
      }, STUCK_MS);
  };
  child.on("message", (message: FromWorker) => {
    heard();
    if ("read" in message) onRead();
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
    onRead: (listener: () => void): void => {
      onRead = listener;
    },
    ask: (tell: () => void): Promise<Reply | undefined> =>
      new Promise((resolve) => {
        take = resolve;
        heard();
        if (child.exitCode !== null || child.signalCode !== null) settle(undefined);
        else tell();
      }),
  };
}

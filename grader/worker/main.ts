/** The program that grades one submission after another, for a batch. It ends with the grader that started it. */
import { createHash } from "node:crypto";
import type { MessageFromWorker, GradedSubmission, Task, MessageToWorker, WorkerOptions } from "../batch/messages";
import type { CompileResponse, AskCompiler } from "../compile/requests";
import type { Answers } from "../merge/answers";
import { gradeSubmission } from "../engine/pipeline";
import { openGrader, type Grader } from "../engine/open-grader";
import type { RunEvidence } from "../evidence/evidence";
import { sumMarks } from "../reports/results";
import { createKnownRuns } from "../run/known-runs";
import { isDiskFull, WORKER_DISK_VARIABLE } from "../sandbox/worker-disk";
import { createFingerprints } from "../similarity/fingerprints";
import { readSubmission } from "../submission/read-submission";
import type { Submission } from "../submission/submission";

const ALIVE_MS = 1_000;

interface Reply {
  readonly response?: CompileResponse | undefined;
  readonly recalled?: RunEvidence | undefined;
}

const waiting = new Map<number, (reply: Reply) => void>();
let questions = 0;
let opened: { grader: Grader; options: WorkerOptions } | undefined;

function send(message: MessageFromWorker): void {
  // The parent process may have ended: then sending fails.
  process.send?.(message, undefined, undefined, (error) => {
    if (error !== null) process.exit();
  });
}

/** Sends a question to the parent process, and waits for the reply. */
function ask(question: (n: number) => MessageFromWorker): Promise<Reply> {
  questions += 1;
  const n = questions;
  return new Promise((resolve) => {
    waiting.set(n, resolve);
    send(question(n));
  });
}

/** Calls the whole batch's compiler, through the parent process. */
const askCompiler: AskCompiler = async (request) => (await ask((n) => ({ request, n }))).response;
/** Runs of all workers: code that one has run, no other runs again. */
const known = createKnownRuns({
  recall: async (key) => (await ask((n) => ({ recall: key, n }))).recalled,
  remember: (key, run) => {
    send({ remember: key, run });
  },
});

/** The runs of the submission that is being graded. */
const running = new Set<string>();

/**
 * Ends this process, since a run has filled its disk: the batch then leaves this run out. Where the disk is this machine's, whoever has
 * filled it isn't known, and the process continues.
 */
function giveUpAsFull(name: string): void {
  if (process.env[WORKER_DISK_VARIABLE] === undefined) return;
  process.send?.({ full: name } satisfies MessageFromWorker, undefined, undefined, () => process.exit(1));
}

process.on("uncaughtException", (error) => {
  // The lab cloud of the run writes in the background, too.
  const [name] = isDiskFull(error) && process.env[WORKER_DISK_VARIABLE] !== undefined ? running : [];
  if (name !== undefined) return giveUpAsFull(name);
  console.error(error);
  process.exit(1);
});

async function open(options: WorkerOptions): Promise<void> {
  try {
    const grader = await openGrader({ ...options, askCompiler });
    opened = { grader, options };
    const max = sumMarks(grader.grading.lab.exercises.map(({ points }) => points));
    send({ opened: { version: grader.version, max } });
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    send({ refused: { name: known.name, message: known.message } });
  }
}

async function grade({ submission: found, before, only, watch }: Task): Promise<GradedSubmission | "unchanged"> {
  if (!opened) throw new Error("This worker was not opened.");
  const { grader, options } = opened;
  const submission = await readSubmission(found, options.handedIn);
  const content = hashContent(submission);
  if (submission.problem) send({ read: true });
  if (content === before) return "unchanged";
  let answers: Answers | undefined;
  const result = await gradeSubmission(submission, grader.grading, {
    settings: { ...grader.getSettings(), known },
    only,
    onRead: (read) => {
      answers = read;
      send({ read: true });
    },
    watch: {
      stuck: watch?.stuck ?? {},
      oneByOne: watch?.oneByOne ?? false,
      onRun(name) {
        running.add(name);
        send({ running: name });
      },
      onRan(name) {
        running.delete(name);
        send({ ran: name });
      },
      onFull: giveUpAsFull,
    },
  });
  return { result, content, prints: answers ? createFingerprints(answers, grader.grading.lab.skeleton) : [] };
}

function hashContent({ notebook = "", otherNotebooks = [], scripts, notes, problem }: Submission): string {
  return createHash("sha256")
    .update(JSON.stringify([notebook, [...scripts], notes, problem ?? null, otherNotebooks]))
    .digest("hex");
}

process.on("message", (message: MessageToWorker) => {
  if ("open" in message) void open(message.open);
  else if ("grade" in message)
    void grade(message.grade).then((graded) => {
      send({ graded, n: message.n });
    });
  else {
    waiting.get(message.n)?.(message);
    waiting.delete(message.n);
  }
});
process.on("disconnect", () => process.exit());
setInterval(() => {
  send({ alive: true });
}, ALIVE_MS).unref();

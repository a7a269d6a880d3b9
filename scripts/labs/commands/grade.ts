import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import type { Counts, BatchResult, Progress, SubmissionResult } from "../../../grader/index";
import { openGraderBundle } from "../grader-bundle";
import type { GraderBundle } from "../grader-bundle";
import { command, Failure, UsageError } from "../command";
import type { Io } from "../command";
import { readTables } from "../grade/read-tables";
import { summary } from "../grade/summary";
import { whichLab } from "../which-lab";

/** The grader failed on a submission, or on its own solution: no learner's fault, and not a status of theirs. */
const GRADER_FAULT = 3;
const WIDTH = 24;

type Words = Readonly<Record<SubmissionResult["status"], string>>;

export const grade = command({
  usage:
    "labs grade <lab> <path…> --out DIR [--workers N] [--seed N] [--resume | --fresh] [--exercise ID] [--roster FILE] [--late FILE] [--manual FILE] [--counts last|best] [--unsafe]",
  does: "Grade submissions: folders, zips or notebooks, or a folder of them.",
  args: ["<lab>", "<path…>"],
  options: {
    out: { type: "string", value: "DIR", help: "where the reports go" },
    workers: { type: "string", value: "N", help: "how many submissions run at the same time (default: one a core)" },
    seed: { type: "string", value: "N", default: "1", help: "of the inputs: the same seed, the same inputs" },
    resume: {
      type: "boolean",
      default: false,
      help: "keep what an earlier run into DIR has graded, as far as the submissions are still the same",
    },
    fresh: {
      type: "boolean",
      default: false,
      help: "grade all again into a DIR that was used before; what you have typed there is kept",
    },
    exercise: {
      type: "string",
      value: "ID",
      help: "judge this exercise again, and keep all other marks of an earlier run into DIR; with commas, several",
    },
    roster: {
      type: "string",
      value: "FILE",
      help: "a CSV file of the class: id, name, email, login, lms id, submitted, due",
    },
    late: {
      type: "string",
      value: "FILE",
      help: "a JSON file with the late policy: due, graceMinutes, percentPerDay, atMostPercent, cutOffDays",
    },
    manual: {
      type: "string",
      value: "FILE",
      help: "a CSV file with marks and comments of yours: id, exercise, points, comment",
    },
    counts: {
      type: "string",
      value: "last|best",
      default: "last",
      help: "which mark counts where somebody has handed in again, and --resume has graded both",
    },
    unsafe: {
      type: "boolean",
      default: false,
      help: "run submissions with your own rights where they cannot be confined",
    },
  },
  async run({ out, workers, seed, resume, fresh, exercise, counts, unsafe, ...named }, io, [name = "", ...paths]) {
    const lab = whichLab(name);
    if (out === undefined) throw new UsageError("--out is missing: where should the reports go?");
    const folder = resolve(io.cwd, out);
    if (unsafe) {
      io.err(
        "--unsafe: nothing is held back. A submission can read and change your files, reach the network, read the solutions and change the marks.",
      );
    }
    const numbers = {
      workers: wholeNumber("workers", workers ?? String(availableParallelism()), 1),
      seed: wholeNumber("seed", seed, 0),
    };
    const grader = await openGraderBundle(io.root);
    const tables = await readTables(named, folder, { grader, io });
    for (const file of tables.fromBefore) io.err(`${file} is used, as it was given to an earlier run.`);
    try {
      const outcome = await grader.grade({
        root: io.root,
        lab: lab.id,
        handedIn: lab,
        out: folder,
        unsafe,
        resume,
        fresh,
        adjustments: { ...tables.adjustments, counts: countsIn(counts) },
        tables: tables.texts,
        problems: tables.problems,
        ...(exercise === undefined ? {} : { only: await exercisesNamed(exercise, io.root, lab.id) }),
        paths: paths.map((path) => resolve(io.cwd, path)),
        ...numbers,
        progress: progressOn(io, grader.STATUS_WORDS),
      });
      return finish(outcome, relative(io.cwd, folder) || ".", { grader, io });
    } catch (error) {
      return told(error, { grader, io });
    }
  },
});

/** @returns the exit status for a fault of the grader; throws all else, in the words of the command line */
function told(error: unknown, { grader, io }: { grader: GraderBundle; io: Io }): number {
  if (error instanceof grader.NoSubmission || error instanceof grader.UsedFolder)
    throw new UsageError(error.message, { cause: error });
  if (error instanceof grader.TableProblem)
    throw new UsageError(`Nothing was graded. Mend this first:\n${error.message}`, { cause: error });
  if (error instanceof grader.NotConfined) throw new Failure(error.message, { cause: error });
  if (!(error instanceof grader.GraderFault)) throw error;
  io.err(error.message);
  return GRADER_FAULT;
}

function countsIn(text: string): Counts {
  if (text !== "last" && text !== "best") throw new UsageError(`--counts is last or best, not "${text}".`);
  return text;
}

/** @throws UsageError if the lab has no exercise of a name */
async function exercisesNamed(text: string, root: string, lab: string): Promise<string[]> {
  const { parseLab, readLab } = await import("../../../authoring/index");
  const ids = [...new Set(parseLab(await readLab(root, lab)).exercises.map(({ id }) => id))];
  const named = text.split(",");
  const unknown = named.find((one) => !ids.includes(one));
  if (unknown !== undefined)
    throw new UsageError(`Lab ${lab} has no exercise "${unknown}". They are: ${ids.join(", ")}.`);
  return named;
}

function finish(
  { results, edited }: BatchResult,
  folder: string,
  { grader, io }: { grader: GraderBundle; io: Io },
): number {
  const faults = results.submissions.filter(({ status }) => status === "grader-fault");
  io.out(`${results.submissions.length} submissions graded. The reports are in ${folder}: open report.html.`);
  for (const line of summary(results, grader.attentionTo(results))) io.out(line);
  for (const path of edited) io.out(`You had edited a report. It is kept as ${relative(io.cwd, path)}.`);
  if (faults.length === 0) return 0;
  io.err(
    `The grader failed on ${faults.map(({ id }) => id).join(", ")}: no mark was given. See the notes in results.json.`,
  );
  return GRADER_FAULT;
}

/** A bar that is drawn over itself on a terminal, a line a submission elsewhere. */
function progressOn(io: Io, words: Words): (progress: Progress) => void {
  return ({ done, of, last: { result } = {} }) => {
    if (!io.isTerminal) {
      if (result)
        io.err(
          `${done}/${of}  ${result.id}: ${words[result.status]}, ${result.score} of ${result.max}, ${result.seconds} s`,
        );
      return;
    }
    const full = Math.round((done / of) * WIDTH);
    const last = result ? `  ${result.id}` : "";
    process.stderr.write(
      `\r\u001b[2K[${"#".repeat(full)}${"-".repeat(WIDTH - full)}] ${done} of ${of}${last}${done === of ? "\n" : ""}`,
    );
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > 2 ** 32 - 1)
    throw new UsageError(`--${name} is a whole number of at least ${least}, not "${text}".`);
  return number;
}

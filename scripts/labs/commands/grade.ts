import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import type { Adjustments, GradeResults, Progress, SubmissionResult } from "../../../grader/index";
import { openGraderBundle } from "../grader-bundle";
import type { GraderBundle } from "../grader-bundle";
import { command, Failure, UsageError } from "../command";
import type { Io } from "../command";
import { whichLab } from "../which-lab";

/** The grader failed on a submission, or on its own solution: no learner's fault, and not a status of theirs. */
const GRADER_FAULT = 3;
const WIDTH = 24;

type Words = Readonly<Record<SubmissionResult["status"], string>>;

export const grade = command({
  usage:
    "labs grade <lab> <path…> --out DIR [--workers N] [--seed N] [--resume] [--exercise ID] [--roster FILE] [--late FILE] [--manual FILE] [--unsafe]",
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
    exercise: {
      type: "string",
      value: "ID",
      help: "judge this exercise anew, and keep all other marks of an earlier run into DIR; with commas, several",
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
    unsafe: {
      type: "boolean",
      default: false,
      help: "run submissions with your own rights where they cannot be confined",
    },
  },
  async run({ out, workers, seed, resume, exercise, unsafe, ...tables }, io, [named = "", ...paths]) {
    const lab = whichLab(named);
    if (out === undefined) throw new UsageError("--out is missing: where should the reports go?");
    const folder = resolve(io.cwd, out);
    if (unsafe) {
      io.err(
        "--unsafe: nothing is held back. A submission can read and change your files, reach the network, read the solutions and change the marks.",
      );
    }
    const grader = await openGraderBundle(io.root);
    const adjustments = await adjustmentsIn(tables, grader, io);
    const batch = {
      root: io.root,
      lab: lab.id,
      handedIn: lab,
      out: folder,
      unsafe,
      resume,
      adjustments,
      ...(exercise === undefined ? {} : { only: await exercisesNamed(exercise, io.root, lab.id) }),
      paths: paths.map((path) => resolve(io.cwd, path)),
      workers: wholeNumber("workers", workers ?? String(availableParallelism()), 1),
      seed: wholeNumber("seed", seed, 0),
      progress: progressOn(io, grader.STATUS_WORDS),
    };
    try {
      const results = await grader.grade(batch);
      return finish(results, relative(io.cwd, folder) || ".", io);
    } catch (error) {
      if (error instanceof grader.NoSubmission || error instanceof grader.TableProblem)
        throw new UsageError(error.message, { cause: error });
      if (error instanceof grader.NotConfined) throw new Failure(error.message, { cause: error });
      if (!(error instanceof grader.GraderFault)) throw error;
      io.err(error.message);
      return GRADER_FAULT;
    }
  },
});

interface Tables {
  readonly roster?: string | undefined;
  readonly late?: string | undefined;
  readonly manual?: string | undefined;
}

/** @throws UsageError if a file is not there, or not what it should be */
async function adjustmentsIn({ roster, late, manual }: Tables, grader: GraderBundle, io: Io): Promise<Adjustments> {
  const read = async <T>(
    file: string | undefined,
    reader: (text: string, file: string) => T,
  ): Promise<T | undefined> => {
    if (file === undefined) return undefined;
    const text = await readFile(resolve(io.cwd, file), "utf8").catch((cause: unknown) => {
      throw new UsageError(`${file} cannot be read.`, { cause });
    });
    return reader(text, file);
  };
  try {
    const found = {
      roster: await read(roster, grader.readRoster),
      late: await read(late, grader.readLatePolicy),
      manual: await read(manual, grader.readManualMarks),
    };
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  } catch (error) {
    if (error instanceof grader.TableProblem) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** @throws UsageError if the lab has no exercise of a name */
async function exercisesNamed(text: string, root: string, lab: string): Promise<string[]> {
  const { parseLab, readLab } = await import("../../course/index");
  const ids = [...new Set(parseLab(await readLab(root, lab)).exercises.map(({ id }) => id))];
  const named = text.split(",");
  const unknown = named.find((one) => !ids.includes(one));
  if (unknown !== undefined)
    throw new UsageError(`Lab ${lab} has no exercise "${unknown}". They are: ${ids.join(", ")}.`);
  return named;
}

function finish({ submissions }: GradeResults, folder: string, io: Io): number {
  const faults = submissions.filter(({ status }) => status === "grader-fault");
  io.out(`${submissions.length} submissions graded. The reports are in ${folder}: open report.html.`);
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

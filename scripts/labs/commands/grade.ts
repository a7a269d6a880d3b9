import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { Progress, Shard, SubmissionResult } from "../../../grader/index";
import { openGraderBundle, type GraderBundle } from "../grader-bundle";
import { declareCommand, UsageError, type CommandIo } from "../command";
import { finish, finishShard, reportFault } from "../grade/outcome";
import { readTables, type Tables } from "../grade/read-tables";
import { ANONYMOUS_OPTION, parseCounts, parseHintCost, TABLE_OPTIONS } from "../grade/table-options";
import { completeExerciseId } from "../exercise-ids";
import { findLab } from "../find-lab";
import { hasAwsCli } from "../../setup/venv.mjs";

const WIDTH = 24;

type StatusWords = Readonly<Record<SubmissionResult["status"], string>>;

export const grade = declareCommand({
  usage:
    "labs grade <lab> <path…> [--out DIR] [--workers N] [--seed N] [--resume | --fresh] [--exercise ID] [--exports] [--shard I/N] [--roster FILE] [--late FILE] [--manual FILE] [--counts last|best] [--hint-cost PERCENT] [--anonymous] [--unsafe]",
  does: "Grade submissions: an export of Canvas, Moodle or Gradescope, folders, zips or notebooks, or a folder of them.",
  args: ["<lab>", "<path…>"],
  options: {
    out: { type: "string", value: "DIR", help: "where the reports go (default: grades/ and the lab's name)" },
    workers: { type: "string", value: "N", help: "how many submissions run at the same time (default: one per core)" },
    seed: {
      type: "string",
      value: "N",
      default: "1",
      help: "the seed of the inputs: the same seed gives the same inputs",
    },
    resume: {
      type: "boolean",
      default: false,
      help: "keep the marks of an earlier run into DIR for submissions that haven't changed",
    },
    fresh: {
      type: "boolean",
      default: false,
      help: "grade everything again into a DIR that was used before; your own edits there are kept",
    },
    exercise: {
      type: "string",
      value: "ID",
      help: "grade only this exercise again, and keep all other marks of an earlier run into DIR; separate several by commas",
    },
    exports: {
      type: "boolean",
      default: false,
      help: "each zip holds the submissions of a class; otherwise each zip is one submission",
    },
    shard: {
      type: "string",
      value: "I/N",
      help: "grade the I-th of N parts of the submissions; `labs merge-reports` merges them",
    },
    ...TABLE_OPTIONS,
    ...ANONYMOUS_OPTION,
    unsafe: {
      type: "boolean",
      default: false,
      help: "run submissions with your own permissions if they can't be sandboxed",
    },
  },
  async run(
    {
      out,
      workers,
      seed,
      resume,
      fresh,
      exercise,
      exports,
      counts,
      "hint-cost": hintCost,
      anonymous,
      unsafe,
      shard: part,
      ...named
    },
    io,
    [name = "", ...paths],
  ) {
    const lab = findLab(name);
    const folder = resolve(io.cwd, chooseFolder(out, { lab: lab.id, part }));
    if (unsafe) {
      io.printError(
        "--unsafe: submissions run without a sandbox. They can read and change your files, reach the network, read the solutions and change the marks.",
      );
    }
    warnWithoutEnvironment(io);
    const numbers = {
      workers: parseWholeNumber("workers", workers ?? String(availableParallelism()), 1),
      seed: parseWholeNumber("seed", seed, 0),
    };
    const grader = await openGraderBundle(io.root);
    const shard =
      part === undefined
        ? undefined
        : parseShard(part, {
            grader,
            tables: { ...named, counts, "hint-cost": hintCost, anonymous: anonymous ? "" : undefined },
          });
    const tables = shard ? NO_TABLES : await readTables(named, folder, { grader, io });
    for (const file of tables.fromBefore) io.printError(`${file} is used, because an earlier run used it.`);
    try {
      const outcome = await grader.grade({
        root: io.root,
        lab: lab.id,
        handedIn: lab,
        out: folder,
        unsafe,
        resume,
        fresh,
        adjustments: { ...tables.adjustments, counts: parseCounts(counts), hintPercent: parseHintCost(hintCost) },
        tables: tables.texts,
        problems: tables.problems,
        ...(shard ? { shard } : {}),
        ...(exercise === undefined ? {} : { only: await findExercises(exercise, io.root, lab.id) }),
        exports,
        anonymous,
        paths: paths.map((path) => resolve(io.cwd, path)),
        ...numbers,
        onSources: (lines) => lines.forEach((line) => io.printError(line)),
        onWeakLimits: (lines) => lines.forEach((line) => io.printError(line)),
        onProgress: createProgress(io, grader.STATUS_WORDS),
      });
      return part === undefined
        ? finish(outcome, { folder, anonymous }, { grader, io })
        : finishShard(outcome, part, { io });
    } catch (error) {
      return reportFault(error, { grader, io });
    }
  },
});

/**
 * A learner's answer may need what the environment of `npm start` has: the AWS CLI, as the labs do, or pyarrow for ORC
 * files and boto3 for functions in Python. Without it, the marks would be wrong.
 */
function warnWithoutEnvironment(io: CommandIo): void {
  if (hasAwsCli(io.root)) return;
  io.printError(
    "The AWS CLI, pyarrow and boto3 aren't installed here, so answers that call `aws` with `sh`, write ORC files or deploy Python functions will fail. To install them, run `npm start` once.",
  );
}

const NO_TABLES: Tables = { adjustments: {}, texts: {}, problems: [], fromBefore: [] };

/** @throws UsageError for a shard without a folder: two shards in one folder would take each other's place */
function chooseFolder(out: string | undefined, { lab, part }: { lab: string; part: string | undefined }): string {
  if (out === undefined && part !== undefined)
    throw new UsageError("--out is missing: each shard needs its own folder.");
  return out ?? join("grades", lab);
}

/** @throws UsageError if the text isn't a shard, or there are tables: these apply to the marks of the whole class */
function parseShard(
  text: string,
  { grader, tables }: { grader: GraderBundle; tables: Readonly<Record<string, string | undefined>> },
): Shard {
  const [option] = Object.entries(tables).find(([, value]) => value !== undefined) ?? [];
  if (option !== undefined)
    throw new UsageError(
      `--${option} applies to the whole class: use it with \`labs merge-reports\`, not with a shard.`,
    );
  try {
    return grader.readShard(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/** @throws UsageError if the lab has no exercise of a name */
async function findExercises(text: string, root: string, lab: string): Promise<string[]> {
  const { parseLab, readLab } = await import("../../../authoring/index");
  const ids = [...new Set(parseLab(await readLab(root, lab)).exercises.map(({ id }) => id))];
  const named = text.split(",").map((typed) => completeExerciseId(lab, typed));
  const unknown = named.find((item) => !ids.includes(item));
  if (unknown !== undefined)
    throw new UsageError(`Lab ${lab} has no exercise "${unknown}". They are: ${ids.join(", ")}.`);
  return named;
}

/** Shows the progress: on a terminal as a bar in one line, elsewhere as a line for each submission. */
function createProgress(io: CommandIo, words: StatusWords): (progress: Progress) => void {
  return ({ done, of, last: { result } = {} }) => {
    if (!io.isTerminal) {
      if (result)
        io.printError(
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

function parseWholeNumber(name: string, text: string, min: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min || number > 2 ** 32 - 1)
    throw new UsageError(`--${name} must be a whole number of at least ${min}, not "${text}".`);
  return number;
}

import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { adjusted } from "../adjust/adjust";
import type { Adjustments } from "../adjust/adjust";
import { bundleGrader } from "../bundle.mjs";
import { startCompilerProcess } from "../compile/compiler-process";
import { readAhead } from "../compile/read-ahead";
import { GraderFault, NotConfined } from "../engine/faults";
import type { GraderOptions } from "../engine/open-grader";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { GradeResults, SubmissionResult } from "../results";
import { reports } from "../reports/index";
import { similarPairs } from "../similarity/pairs";
import { findSubmissions } from "../submission/find-submissions";
import type { HandedIn } from "../submission/submission";
import { gradeAll } from "./grade-all";
import { openProgressLog } from "./progress-log";
import { WorkerRefused } from "./worker-process";

/** A batch to grade. */
export interface Batch extends Omit<GraderOptions, "carryOut" | "visibleOnly"> {
  /** The lab's files that learners hand in. */
  readonly handedIn: HandedIn;
  /** See `findSubmissions`. */
  readonly paths: readonly string[];
  /** The folder that the reports are written to; made if it is not there. */
  readonly out: string;
  /** How many submissions run at the same time. */
  readonly workers: number;
  /** Keep what an earlier run into the same folder has graded, as far as the submissions are still the same. */
  readonly resume?: boolean;
  /** Judge these exercises anew, and keep the marks of all others from an earlier run into the same folder. */
  readonly only?: readonly string[];
  /** What the instructor adds to the marks. */
  readonly adjustments?: Adjustments;
  /** Called before the first submission, and after each with its result. */
  progress(progress: Progress): void;
}

/** How far a batch is. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** The submission that is done, and whether it was graded by an earlier run. */
  readonly last?: { readonly result: SubmissionResult; readonly isKept: boolean };
}

/**
 * Grades a batch of submissions and writes the reports.
 *
 * @returns results in the order in which the submissions were found, whichever was done first
 * @throws NoSubmission, NotConfined, GraderFault: nothing was graded
 */
export async function grade(batch: Batch): Promise<GradeResults> {
  const { root, lab, labRoot = root, seed, out, unsafe, resume = false, only } = batch;
  const found = await findSubmissions(batch.paths, batch.handedIn, resolve(out));
  const programs = await bundleGrader(root);
  const compiler = startCompilerProcess({
    program: programs.compiler,
    root,
    longestSeconds: { ...DEFAULT_LIMITS, ...batch.limits }.compileSeconds,
  });
  try {
    const graded = await gradeAll(found, {
      batch,
      program: programs.worker,
      carryOut: readAhead(compiler.carryOut, { lab, labRoot }),
      log: (grader) => openProgressLog(resolve(out), { lab, seed, grader, unsafe }, resume || only !== undefined),
    });
    const results: GradeResults = {
      lab,
      seed,
      grader: graded.version,
      submissions: adjusted(
        graded.all.map(({ result }) => result),
        found,
        batch.adjustments ?? {},
      ),
      similar: similarPairs(graded.all.map(({ result, prints }) => ({ id: result.id, prints }))),
    };
    await writeReports(results, out);
    return results;
  } catch (error) {
    throw asOurs(error);
  } finally {
    await compiler.close();
  }
}

/** Errors lose their class on the way from a worker. */
function asOurs(error: unknown): unknown {
  if (!(error instanceof WorkerRefused)) return error;
  if (error.name === "NotConfined") return NotConfined.withMessage(error.message);
  return error.name === "GraderFault" ? new GraderFault(error.message) : error;
}

/** Each file in one step: whoever reads it meanwhile, or ends this run, finds it whole. */
async function writeReports(results: GradeResults, out: string): Promise<void> {
  for (const report of Object.values(reports)) {
    for (const { path, text } of report(results)) {
      const file = join(out, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    }
  }
}

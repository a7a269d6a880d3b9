import { basename, resolve } from "node:path";
import { adjusted } from "../adjust/adjust";
import { problemsBeforeTheRun } from "../adjust/before-the-run";
import { TableProblem } from "../adjust/csv";
import { bundleGrader } from "../bundle.mjs";
import { startCompilerProcess } from "../compile/compiler-process";
import { readAhead } from "../compile/read-ahead";
import { GraderFault, NotConfined } from "../engine/faults";
import { DEFAULT_LIMITS } from "../sandbox/limits";
import type { GradeResults } from "../results";
import { reports } from "../reports/index";
import { similarPairs } from "../similarity/pairs";
import { findSubmissions } from "../submission/find-submissions";
import { exercisePoints } from "../on-demand";
import type { FoundSubmission } from "../submission/find-submissions";
import type { Batch } from "./batch";
import { gradeAll } from "./grade-all";
import { keepTables, mustBeMeant, writeReports } from "./out-folder";
import { openProgressLog } from "./progress-log";
import { WorkerRefused } from "./worker-process";

/** What a batch has come to. */
export interface BatchResult {
  readonly results: GradeResults;
  /** Reports that somebody has edited by hand: where they are now, since the new ones stand in their places. */
  readonly edited: readonly string[];
}

/**
 * Grades a batch of submissions and writes the reports.
 *
 * @returns results in the order in which the submissions were found, whichever was done first
 * @throws NoSubmission, UsedFolder, TableProblem, NotConfined, GraderFault: nothing was graded
 */
export async function grade(batch: Batch): Promise<BatchResult> {
  const { root, lab, labRoot = root, seed, out, unsafe, resume = false, fresh = false, only } = batch;
  const found = await findSubmissions(batch.paths, batch.handedIn, resolve(out));
  await mustFit(batch, found);
  await mustBeMeant(out, { resume: resume || only !== undefined, fresh, lab, seed });
  await keepTables(out, batch.tables ?? {});
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
      askCompiler: readAhead(compiler.askCompiler, { lab, labRoot }),
      log: (grader) => openProgressLog(resolve(out), { lab, seed, grader, unsafe }, resume || only !== undefined),
    });
    const results: GradeResults = {
      lab,
      seed,
      grader: graded.version,
      submissions: adjusted(
        graded.all.map(({ result }) => result),
        found.map((one, at) => ({ ...one, exportedAs: nameInExport(one), earlier: graded.all[at]?.earlier ?? [] })),
        batch.adjustments ?? {},
      ),
      similar: similarPairs(graded.all.map(({ result, prints }) => ({ id: result.id, prints }))),
    };
    const edited = await writeReports(
      out,
      Object.values(reports).flatMap((report) => report(results)),
    );
    return { results, edited };
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

/** A folder's entry is its own path; what is one of many in a zip or folder is told apart by its entries. */
function nameInExport({ path, entries: [first] = [] }: FoundSubmission): string {
  const inside = first?.path.split("/").filter((part) => part !== "") ?? [];
  return basename(inside.at(-1) ?? path);
}

/** @throws TableProblem with all that is wrong in the instructor's tables */
async function mustFit(
  { root, lab, labRoot = root, adjustments = {}, problems = [] }: Batch,
  found: readonly FoundSubmission[],
): Promise<void> {
  // The lab's checks take a moment to load: only marks by hand are held against them.
  const exercises = adjustments.manual ? await exercisePoints(labRoot, lab) : new Map<string, number>();
  const all = [...problems, ...problemsBeforeTheRun(adjustments, { found, exercises })];
  if (all.length > 0) throw new TableProblem(...all);
}

import { basename } from "node:path";
import { adjustResults, type Adjustments, type HandIn } from "../adjust/adjust";
import { checkTables } from "../adjust/check-tables";
import { TableProblem } from "../adjust/csv";
import { loadExercisePoints } from "./on-demand";
import { reports } from "../reports/index";
import type { ReportFile } from "../reports/report";
import type { GradeResults } from "../reports/results";
import type { TranslateFor } from "../core/translate";
import { findSimilarPairs } from "../similarity/pairs";
import type { FoundSubmission } from "../submission/found-submissions";
import { parseSubmissionNumber } from "../submission/gradescope-export";
import type { GradedSubmission } from "./messages";

/** The results of a class, graded by one run or by several shards. */
export interface GradedClass extends Pick<GradeResults, "lab" | "grader"> {
  readonly seed: number;
  readonly all: readonly GradedSubmission[];
  /** The submission of each result, in the same order. */
  readonly found: readonly Omit<HandIn, "earlier">[];
}

/** The results of a class after names, manual marks and lateness are added. */
export function createClassResults(
  { lab, seed, grader, all, found }: GradedClass,
  adjustments: Adjustments,
): GradeResults {
  return {
    lab,
    seed,
    grader,
    submissions: adjustResults(
      all.map(({ result }) => result),
      found.map((item, at) => ({ ...item, content: all[at]?.content ?? "", earlier: all[at]?.earlier ?? [] })),
      adjustments,
    ),
    similar: findSimilarPairs(all.map(({ result, prints }) => ({ id: result.id, prints }))).filter(
      ({ a, b }) => !isSameSubmission(a, b, found),
    ),
  };
}

/** Whether two learners of Gradescope have handed in as a group: both have the group's files. */
function isSameSubmission(a: string, b: string, found: GradedClass["found"]): boolean {
  const [first, second] = [a, b].map((id) =>
    parseSubmissionNumber(found.find((each) => each.id === id)?.exportedAs ?? ""),
  );
  return first !== undefined && first === second;
}

export const renderReports = (results: GradeResults, translateFor?: TranslateFor): ReportFile[] =>
  Object.values(reports).flatMap((report) => report(results, translateFor));

/** A submission with its name in the LMS's export, and without its path. */
export function toHandIn(found: FoundSubmission): Omit<HandIn, "earlier"> {
  return { id: found.id, student: found.student, exportedAs: nameInExport(found) };
}

/**
 * The name of a submission's file or folder: that of its first entry if it is one of many in a zip or folder, otherwise
 * that of its path.
 */
function nameInExport({ path, entries: [first] = [] }: FoundSubmission): string {
  const inside = first?.path.split("/").filter((part) => part !== "") ?? [];
  return basename(inside.at(-1) ?? path);
}

/** An instructor's tables, with the lab and folder that they belong to. */
export interface InstructorTables {
  readonly lab: string;
  /** The folder whose `course/` holds the lab. */
  readonly labRoot: string;
  readonly adjustments?: Adjustments;
  /** Problems already found in the tables, one line each, reported together with all others. */
  readonly problems?: readonly string[];
}

/** @throws TableProblem with all that is wrong in the instructor's tables */
export async function assertTablesMatchClass(
  { lab, labRoot, adjustments = {}, problems = [] }: InstructorTables,
  found: readonly Pick<FoundSubmission, "id" | "student">[],
  folders?: ReadonlyMap<string, string>,
): Promise<void> {
  // The lab's checks take a moment to load: they are needed only for manual marks.
  const exercises = adjustments.manual ? await loadExercisePoints(labRoot, lab) : new Map<string, number>();
  const all = [...problems, ...checkTables(adjustments, { found, exercises, submittedPaths: folders })];
  if (all.length > 0) throw new TableProblem(...all);
}

import { basename } from "node:path";
import { adjusted, type Adjustments, type HandIn } from "../adjust/adjust";
import { problemsBeforeTheRun } from "../adjust/before-the-run";
import { TableProblem } from "../adjust/csv";
import { exercisePoints } from "../on-demand";
import { reports } from "../reports/index";
import type { ReportFile } from "../reports/report";
import type { GradeResults } from "../results";
import { similarPairs } from "../similarity/pairs";
import type { FoundSubmission } from "../submission/found";
import { submissionNumber } from "../submission/gradescope-export";
import type { Graded } from "./messages";

/** The results of a class, graded by one run or by several shards. */
export interface GradedClass extends Pick<GradeResults, "lab" | "seed" | "grader"> {
  readonly all: readonly Graded[];
  /** The submission of each result, in the same order. */
  readonly found: readonly Omit<HandIn, "earlier">[];
}

/** The results of a class after names, manual marks and lateness are added. */
export function classResults({ lab, seed, grader, all, found }: GradedClass, adjustments: Adjustments): GradeResults {
  return {
    lab,
    seed,
    grader,
    submissions: adjusted(
      all.map(({ result }) => result),
      found.map((one, at) => ({ ...one, content: all[at]?.content ?? "", earlier: all[at]?.earlier ?? [] })),
      adjustments,
    ),
    similar: similarPairs(all.map(({ result, prints }) => ({ id: result.id, prints }))).filter(
      ({ a, b }) => !haveOneSubmission(a, b, found),
    ),
  };
}

/** Whether two learners of Gradescope have handed in as a group: both have the group's files. */
function haveOneSubmission(a: string, b: string, found: GradedClass["found"]): boolean {
  const [one, other] = [a, b].map((id) => submissionNumber(found.find((each) => each.id === id)?.exportedAs ?? ""));
  return one !== undefined && one === other;
}

export const reportsOf = (results: GradeResults): ReportFile[] =>
  Object.values(reports).flatMap((report) => report(results));

/** A submission with its name in the LMS's export, and without its path. */
export function handInOf(found: FoundSubmission): Omit<HandIn, "earlier"> {
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
export interface TablesFor {
  readonly lab: string;
  /** The folder whose `course/` holds the lab. */
  readonly labRoot: string;
  readonly adjustments?: Adjustments;
  /** Problems already found in the tables, one line each: they are told together with all others. */
  readonly problems?: readonly string[];
}

/** @throws TableProblem with all that is wrong in the instructor's tables */
export async function mustFit(
  { lab, labRoot, adjustments = {}, problems = [] }: TablesFor,
  found: readonly Pick<FoundSubmission, "id" | "student">[],
  given?: ReadonlyMap<string, string>,
): Promise<void> {
  // The lab's checks take a moment to load: they are needed only for manual marks.
  const exercises = adjustments.manual ? await exercisePoints(labRoot, lab) : new Map<string, number>();
  const all = [...problems, ...problemsBeforeTheRun(adjustments, { found, exercises, given })];
  if (all.length > 0) throw new TableProblem(...all);
}

import type { RunEnd } from "../evidence/evidence";
import { sumMarks, type ExerciseResult, type Status, type SubmissionResult } from "../reports/results";
import { SubmissionProblem } from "../submission/submission";
import type { Grading } from "./grading";
import type { UnitVerdict } from "./judge-unit";

export type JudgedSubmission = Omit<SubmissionResult, "id" | "seconds">;

/** The result of a submission, from the verdicts on its notebook and scripts. */
export function createResult(
  verdicts: readonly UnitVerdict[],
  { notes, hints, grading }: Pick<SubmissionResult, "notes" | "hints"> & { grading: Grading },
): JudgedSubmission {
  const results = new Map(verdicts.flatMap((verdict) => verdict.results).map((result) => [result.id, result]));
  const exercises = grading.lab.exercises.flatMap(({ id }) => results.get(id) ?? []);
  const instructorNotes = [...new Set(verdicts.flatMap((verdict) => verdict.instructorNotes))];
  const createdResources = verdicts.find((verdict) => verdict.made)?.made;
  return {
    status: verdicts.reduce<Status>((worst, { end }) => chooseWorse(worst, end), "graded"),
    score: sumMarks(exercises.map(({ score }) => score)),
    max: sumMarks(exercises.map(({ max }) => max)),
    exercises,
    notes: [...notes, ...describeNoSolutionsNote(exercises, grading)],
    ...(instructorNotes.length > 0 ? { instructorNotes } : {}),
    ...(hints ? { hints } : {}),
    ...(createdResources ? { made: createdResources } : {}),
  };
}

/** The result of a submission that cannot be judged; any error but a SubmissionProblem is the grader's fault. */
export function createFailedResult(error: unknown, { lab }: Grading): JudgedSubmission {
  const max = sumMarks(lab.exercises.map(({ points }) => points));
  const result = { score: 0, max, exercises: [] };
  if (error instanceof SubmissionProblem) return { ...result, status: error.status, notes: [error.message] };
  const description = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const instructorNotes = [`The grader failed, not the submission: ${description}`];
  return { ...result, status: "grader-fault", notes: [], instructorNotes };
}

const ORDER: readonly Status[] = ["graded", "crashed", "timeout", "out-of-memory"];

function chooseWorse(status: Status, end: RunEnd): Status {
  const other: Status = end === "done" ? "graded" : end;
  return ORDER.indexOf(other) > ORDER.indexOf(status) ? other : status;
}

/**
 * Where there is no solution to put in for an earlier exercise, the earlier exercise's mistake appears in later ones,
 * too.
 */
function describeNoSolutionsNote(exercises: readonly ExerciseResult[], { hasSolutions = true }: Grading): string[] {
  if (hasSolutions || exercises.every(({ status }) => status === "right" || status === "open")) return [];
  return [
    "This copy of the course contains no solutions, so each exercise is checked together with your own answers to the others. Fix the first exercise that isn't right, or is still open, and check again: later ones may depend on it.",
  ];
}

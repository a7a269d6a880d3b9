import type { ExerciseResult, GradeResults, SubmissionResult } from "./results";
import { getFinalMark } from "./final-mark";
import { getFolder, type ReportFile } from "./report";
import { EXERCISE_WORDS, STATUS_WORDS } from "./words";

/**
 * One `results.json` for each submission, in Gradescope's format.
 *
 * @see https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format
 */
export function renderGradescopeJson({ submissions }: GradeResults): ReportFile[] {
  return submissions
    .filter(({ status }) => status !== "missing")
    .map((submission) => ({
      path: `${getFolder(submission.id)}/results.json`,
      text: `${JSON.stringify(toGradescope(submission), null, 2)}\n`,
    }));
}

function toGradescope(submission: SubmissionResult) {
  const { status, score, seconds, exercises, notes, comments = [] } = submission;
  return {
    // Without a score, Gradescope shows that the autograder failed, which is true here.
    ...(getFinalMark(submission) === "" ? {} : { score }),
    execution_time: Math.round(seconds),
    output: [
      `Your submission: ${STATUS_WORDS[status]}.`,
      ...(status === "grader-fault" ? [] : notes),
      ...comments,
    ].join("\n"),
    output_format: "text",
    visibility: "visible",
    stdout_visibility: "hidden",
    tests: exercises.map(test),
  };
}

function test({ title, status, score, max, claims, cause, remarks = [] }: ExerciseResult, at: number) {
  const lines = claims.map(
    ({ says, holds, hint, follows }) =>
      `${holds ? "✓" : follows ? "– not reached:" : "✗"} ${says}${hint === undefined || follows ? "" : `\n  ${hint}`}`,
  );
  return {
    name: title,
    number: String(at + 1),
    score,
    max_score: max,
    status: status === "right" ? "passed" : "failed",
    output: [EXERCISE_WORDS[status], ...(cause === undefined ? [] : [cause]), ...lines, ...remarks].join("\n"),
    output_format: "text",
    visibility: "visible",
  };
}

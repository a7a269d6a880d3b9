import type { ClaimResult, ExerciseResult, SubmissionResult } from "../results";
import { adviceLines, heading, notFoundLines, STATUS_WORDS } from "./words";

const MARKS = { right: "✓", partial: "◐", wrong: "✗", open: "○" } as const;

/**
 * Feedback for a terminal or a notebook's cell: one paragraph for each exercise, with advice below each claim that does
 * not hold.
 */
export function feedbackText({ exercises, status, notes, instructorNotes = [] }: SubmissionResult): string[] {
  const stopped = status === "graded" ? [] : [`Your work ${STATUS_WORDS[status]}.`, ""];
  const notFound = notFoundLines(exercises);
  return [
    ...stopped,
    ...notFound.map((line) => `? ${line}`),
    ...(notFound.length > 0 ? [""] : []),
    ...exercises.flatMap(exerciseText),
    // On a learner's own machine there is no instructor, so the learner is told of the grader's faults.
    ...[...notes, ...instructorNotes].map((note) => `Note: ${note}`),
    ...summary(exercises),
  ];
}

/** The lines of one exercise, with an empty line at the end. Claims of an open exercise are not listed. */
export function exerciseText(exercise: ExerciseResult): string[] {
  const { status, claims, cause, remarks = [] } = exercise;
  const head = `${MARKS[status]} ${heading(exercise)}`;
  const remarked = remarks.map((remark) => `    ⚠ ${remark}`);
  if (status === "right") return [head, ...remarked, ""];
  if (status === "open") return [head, `    ${claims[0]?.hint ?? ""}`, ""];
  return [
    head,
    ...(cause === undefined ? [] : [`    ${cause}`]),
    ...claims.filter(({ follows }) => !follows).flatMap(claimText),
    ...folded(claims),
    ...remarked,
    "",
  ];
}

/** Claims that were not reached, for a reason told above, are named in one line, without advice. */
function folded(claims: readonly ClaimResult[]): string[] {
  const names = claims.filter(({ follows }) => follows).map(({ says }) => says);
  if (names.length === 0) return [];
  return [`    – Not reached: ${names.join("; ")}.`];
}

function claimText({ says, holds, hint }: ClaimResult): string[] {
  return [`    ${holds ? "✓" : "✗"} ${says}`, ...adviceLines(hint ?? "").map((line) => `        ${line}`)];
}

function summary(exercises: readonly ExerciseResult[]): string[] {
  if (exercises.length < 2) return [];
  const right = exercises.filter(({ status }) => status === "right").length;
  return [
    right === exercises.length
      ? `All ${right} exercises are right.`
      : `${right} of ${exercises.length} exercises are right.`,
  ];
}

import type { ClaimResult, ExerciseResult, SubmissionResult } from "./results";
import { formatAdvice, formatHeading, formatNotFound, STATUS_WORDS } from "./words";

const MARKS = { right: "✓", partial: "◐", wrong: "✗", open: "○" } as const;

/**
 * Feedback for a terminal or a notebook's cell: one paragraph for each exercise, with advice below each claim that does
 * not hold.
 */
export function renderFeedbackText({ exercises, status, notes, instructorNotes = [] }: SubmissionResult): string[] {
  const stopped = status === "graded" ? [] : [`Your work ${STATUS_WORDS[status]}.`, ""];
  const notFound = formatNotFound(exercises);
  return [
    ...stopped,
    ...notFound.map((line) => `? ${line}`),
    ...(notFound.length > 0 ? [""] : []),
    ...exercises.flatMap(renderExerciseText),
    // On a learner's own machine there is no instructor, so the learner sees the grader's faults.
    ...[...notes, ...instructorNotes].map((note) => `Note: ${note}`),
    ...renderSummary(exercises),
  ];
}

/** The lines of one exercise, with an empty line at the end. Claims of an open exercise are not listed. */
export function renderExerciseText(exercise: ExerciseResult): string[] {
  const { status, claims, cause, remarks = [] } = exercise;
  const head = `${MARKS[status]} ${formatHeading(exercise)}`;
  const remarked = remarks.map((remark) => `    ⚠ ${remark}`);
  if (status === "right") return [head, ...remarked, ""];
  if (status === "open") return [head, `    ${claims[0]?.hint ?? ""}`, ""];
  return [
    head,
    ...(cause === undefined ? [] : [`    ${cause}`]),
    ...claims.filter(({ follows }) => !follows).flatMap(formatClaim),
    ...foldClaims(claims),
    ...remarked,
    "",
  ];
}

/** Claims that were not reached, for a reason told above, are named in one line, without advice. */
function foldClaims(claims: readonly ClaimResult[]): string[] {
  const names = claims.filter(({ follows }) => follows).map(({ says }) => says);
  if (names.length === 0) return [];
  return [`    – Not reached: ${names.join("; ")}.`];
}

function formatClaim({ says, holds, hint }: ClaimResult): string[] {
  return [`    ${holds ? "✓" : "✗"} ${says}`, ...formatAdvice(hint ?? "").map((line) => `        ${line}`)];
}

function renderSummary(exercises: readonly ExerciseResult[]): string[] {
  if (exercises.length < 2) return [];
  const right = exercises.filter(({ status }) => status === "right").length;
  return [
    right === exercises.length
      ? `All ${right} exercises are right.`
      : `${right} of ${exercises.length} exercises are right.`,
  ];
}

import { isNotFound, type ExerciseResult, type ExerciseStatus, type Status } from "./results";

/** The meaning of each status, in words for a reader. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  graded: "graded",
  timeout: "ran too long",
  crashed: "its process ended early",
  "out-of-memory": "ran out of memory",
  unreadable: "could not be read",
  rejected: "was refused",
  missing: "nothing was handed in",
  "grader-fault": "the grader failed: no mark, please report it",
};

export const EXERCISE_WORDS: Readonly<Record<ExerciseStatus, string>> = {
  right: "right",
  partial: "partly right",
  wrong: "not right yet",
  open: "still open",
};

/** `right`, `still open`; or `not found`, if the answer could not be found. */
export function formatOutcome(exercise: Pick<ExerciseResult, "status" | "cause">): string {
  return isNotFound(exercise) ? "not found" : EXERCISE_WORDS[exercise.status];
}

/** `1.1 Create a data stream: right`; a title that is a question needs no colon. */
export function formatHeading(exercise: Pick<ExerciseResult, "title" | "status" | "cause">): string {
  const { title } = exercise;
  return `${title}${title.endsWith("?") ? "" : ":"} ${formatOutcome(exercise)}`;
}

/** `1.1 Create a data stream: not found, because …`, for each exercise whose answer could not be found. */
export function formatNotFound(exercises: readonly ExerciseResult[]): string[] {
  return exercises
    .filter(isNotFound)
    .map(({ title, cause = "" }) => `${title}: ${cause.charAt(0).toLowerCase()}${cause.slice(1)}`);
}

/** `2 of 3 points` */
export function formatPoints({ score, max }: Pick<ExerciseResult, "score" | "max">): string {
  return max === 1 ? `${score} of 1 point` : `${score} of ${max} points`;
}

/**
 * Advice, one line for each part: the error that stopped the code, the expected value, the found value, where to look.
 */
export function formatAdvice(hint: string): string[] {
  return hint.split(/ (?=Expected: |Found: |Look at: )/).filter((line) => line !== "");
}

/** What became of a submission as a whole. A `grader-fault` is ours, and never a lost mark. */
export type Status = "graded" | "timeout" | "crashed" | "out-of-memory" | "unreadable" | "rejected" | "grader-fault";

/** `open`: the learner has not written anything there yet. */
export type ExerciseStatus = "right" | "partial" | "wrong" | "open";

/** One thing that a right answer makes true. `hint` is advice to the learner, there when `holds` is false. */
export interface ClaimResult {
  readonly says: string;
  readonly holds: boolean;
  readonly hint?: string;
}

/** `score` is `max` times the share of the claims that hold, rounded to two decimals. */
export interface ExerciseResult {
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly max: number;
  readonly status: ExerciseStatus;
  readonly claims: readonly ClaimResult[];
}

/** `seconds` is wall-clock time; `notes` say which rule was applied where the submission was not as handed out. */
export interface SubmissionResult {
  readonly id: string;
  readonly status: Status;
  readonly score: number;
  readonly max: number;
  readonly seconds: number;
  readonly exercises: readonly ExerciseResult[];
  readonly notes: readonly string[];
}

/** The whole of `results.json`. */
export interface GradeResults {
  readonly lab: string;
  readonly seed: number;
  readonly grader: string;
  readonly submissions: readonly SubmissionResult[];
}

/** Adds up marks and rounds to two decimals, so that thirds of a point add up to whole points again. */
export function total(marks: readonly number[]): number {
  return Math.round(marks.reduce((sum, mark) => sum + mark, 0) * 100) / 100;
}

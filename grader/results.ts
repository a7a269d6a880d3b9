import type { MadeByCode } from "./run/made";
import type { Late } from "./adjust/late-policy";
import type { Pair } from "./similarity/pairs";
import type { Student } from "./submission/submission";

/** The outcome of a submission as a whole. A `grader-fault` is ours, and never a lost mark; `missing` is a learner who is on the roster alone. */
export type Status =
  | "graded"
  | "timeout"
  | "crashed"
  | "out-of-memory"
  | "unreadable"
  | "rejected"
  | "grader-fault"
  | "missing";

/** `open`: the learner has not written anything there yet. */
export type ExerciseStatus = "right" | "partial" | "wrong" | "open";

/**
 * One thing that a right answer makes true. `hint` is advice to the learner, there when `holds` is false. `follows`: it does not hold for
 * a reason that was told above it, so that its own advice would only lead away from that.
 */
export interface ClaimResult {
  readonly says: string;
  readonly holds: boolean;
  readonly hint?: string;
  readonly follows?: true;
}

/**
 * `score` is `max` times the share of the claims that hold, rounded to two decimals; or what a person said instead, and then `graded`
 * is the grader's. `cause` is what stopped the learner's code, in its own words and with what to do. `remarks` tell what it did that may not
 * be meant, also where the exercise is right. `difference` says what the learner's cloud held otherwise than the solution's, where the exercise is not right.
 */
export interface ExerciseResult {
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly max: number;
  readonly status: ExerciseStatus;
  readonly claims: readonly ClaimResult[];
  readonly graded?: number;
  readonly comment?: string;
  readonly cause?: string;
  readonly remarks?: readonly string[];
  readonly difference?: readonly string[];
}

/** One of several hand-ins of the same learner, with manual marks and lateness. `submitted` is ISO. */
export interface Attempt {
  readonly status: Status;
  readonly score: number;
  readonly max: number;
  readonly submitted?: string;
  /** Whether its mark is the submission's. */
  readonly counts: boolean;
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
  /** Of a learner's own check: what the saved code has made in the check's cloud. */
  readonly made?: MadeByCode;
  readonly student?: Student;
  /** The name of the submission's file or folder in the LMS's export, which takes feedback back by that name. */
  readonly exportedAs?: string;
  /** The grader's own score, where a person's marks or lateness have changed it. */
  readonly graded?: number;
  readonly late?: Late;
  /** A person's, on the whole. */
  readonly comments?: readonly string[];
  /** Remarks for the instructor alone, on no learner's page. */
  readonly instructorNotes?: readonly string[];
  /** All hand-ins, the oldest first, where runs into the same folder have graded several. */
  readonly attempts?: readonly Attempt[];
}

/** The whole of `results.json`. */
export interface GradeResults {
  readonly lab: string;
  readonly seed: number;
  readonly grader: string;
  readonly submissions: readonly SubmissionResult[];
  /** Submissions that are alike: a pointer, not a verdict. */
  readonly similar?: readonly Pair[];
}

/** Adds up marks and rounds to two decimals, so that thirds of a point add up to whole points again. */
export function total(marks: readonly number[]): number {
  return Math.round(marks.reduce((sum, mark) => sum + mark, 0) * 100) / 100;
}

import type { CodeResources } from "../run/created-resources";
import type { Lateness } from "../adjust/late-policy";
import type { Pair } from "../similarity/pairs";
import type { Student } from "../submission/submission";

/**
 * The outcome of a whole submission. `grader-fault`: the grader failed, which never costs a mark; `missing`: a learner
 * on the roster who has not handed in anything.
 */
export type Status =
  | "graded"
  | "timeout"
  | "crashed"
  | "out-of-memory"
  | "unreadable"
  | "rejected"
  | "grader-fault"
  | "missing";

/** `open`: the learner has not written anything there yet; or, with a `cause`, an answer could not be found. */
export type ExerciseStatus = "right" | "partial" | "wrong" | "open";

/**
 * One claim on an answer, which holds for a right one. `hint` is advice to the learner, given when `holds` is false. `follows`: the claim
 * fails for a reason that was given above it, so that advice of its own would distract from that reason.
 */
export interface ClaimResult {
  readonly says: string;
  readonly holds: boolean;
  readonly hint?: string;
  readonly follows?: true;
}

/**
 * `score` is `max` times the share of the claims that hold, rounded to two decimals; or a mark given by hand, and then `graded` is the grader's score.
 * `cause` is the error that stopped the learner's code, with advice, or the reason why no answer was found. `remarks` are about code that is probably unintended, also if the exercise is right.
 * `difference` tells how the learner's cloud differed from the solution's, if the exercise is not right.
 */
export interface ExerciseResult {
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly max: number;
  readonly status: ExerciseStatus;
  readonly claims: readonly ClaimResult[];
  readonly graded?: number;
  /** The cost of the hints that the learner has seen, in points, if the instructor charges for hints. */
  readonly hintCost?: number;
  readonly comment?: string;
  readonly cause?: string;
  readonly remarks?: readonly string[];
  readonly difference?: readonly string[];
}

/** Whether an exercise has no marks because its answer could not be found, and not because it is as it was handed out. */
export const isNotFound = ({ status, cause }: Pick<ExerciseResult, "status" | "cause">): boolean =>
  status === "open" && cause !== undefined;

/** One of several hand-ins of the same learner, with manual marks and lateness. `submitted` is in ISO 8601. */
export interface Attempt {
  readonly status: Status;
  readonly score: number;
  readonly max: number;
  readonly submitted?: string;
  /** Whether this hand-in's mark is the submission's mark. */
  readonly counts: boolean;
}

/** The note on a submission that asks for ORC where the grading machine can't write it. */
export const NO_ORC =
  "An answer asks for ORC, which this machine can't write: it has no Python with pyarrow. `npm start -- --install` adds it. Until then, that answer can't earn its marks here.";

/** The note on a submission that made the lab cloud fail, by a bug of the lab cloud's. */
export const CLOUD_FAILED =
  "The lab cloud itself failed while this submission ran, so answers that lost points may be right. Look at them, and report the error that the command has printed.";

const NOT_EMULATED = "An answer lost points, and asks for something that the lab cloud doesn't emulate.";

/** The note on a submission with an answer that AWS may accept, and the lab cloud doesn't. @param refusal in the cloud's words */
export const describeNotEmulated = (refusal: string): string => `${NOT_EMULATED} AWS may accept it: ${refusal}`;

/** Whether an instructor's note is about something that the lab cloud doesn't emulate. */
export const isNotEmulated = (note: string): boolean => note.startsWith(NOT_EMULATED);

/** `seconds` is wall-clock time; `notes` say which rule was applied where the submission was not as handed out. */
export interface SubmissionResult {
  readonly id: string;
  readonly status: Status;
  readonly score: number;
  readonly max: number;
  readonly seconds: number;
  readonly exercises: readonly ExerciseResult[];
  readonly notes: readonly string[];
  /** How many hints the learner has seen, by exercise: the learner's own account. */
  readonly hints?: Readonly<Record<string, number>>;
  /** In a learner's own check: the resources that the saved code has made in the check's cloud. */
  readonly made?: CodeResources;
  /** The language of the notebook's texts, such as `de`; absent for English. The feedback page is in this language, all else in English. */
  readonly language?: string;
  readonly student?: Student;
  /**
   * The name of the submission's file or folder in the LMS's export, which identifies imported feedback by that name.
   */
  readonly exportedAs?: string;
  /** The grader's own score, if hints, manual marks or lateness have changed it. */
  readonly graded?: number;
  readonly late?: Lateness;
  /** An instructor's comments on the whole submission. */
  readonly comments?: readonly string[];
  /** Remarks for the instructor alone: they are not on the learner's page. */
  readonly instructorNotes?: readonly string[];
  /** All hand-ins, the oldest first, if runs into the same folder have graded several. */
  readonly attempts?: readonly Attempt[];
}

/** A class's results, which all reports are written from. */
export interface GradeResults {
  readonly lab: string;
  /** Absent in an anonymous export: anyone who knows it can grade a learner's files again and look for the same marks. */
  readonly seed?: number;
  readonly grader: string;
  readonly submissions: readonly SubmissionResult[];
  /** Pairs of similar submissions: a hint for the instructor, not a verdict. */
  readonly similar?: readonly Pair[];
  /** The results are of an anonymous export: ids are pseudonyms, and all that could name a learner is left out. */
  readonly anonymous?: true;
}

/** How one exercise worked in a class. */
export interface ItemStatistics {
  readonly id: string;
  readonly title: string;
  /** How many submissions have the exercise. */
  readonly submissions: number;
  /** Share of these submissions that have it right, 0 to 1. */
  readonly rightShare: number;
  /** Average share of its points, 0 to 1. */
  readonly pointsShare: number;
  /**
   * The point-biserial correlation between "right" and the points of all other exercises, -1 to 1. Absent if everyone or no one has it
   * right, or all have the same points in the others.
   */
  readonly discrimination?: number;
}

/** The whole of `results.json`. */
export interface ResultsFile extends GradeResults {
  readonly itemStatistics: readonly ItemStatistics[];
}

/** Adds up marks and rounds to two decimals, so that thirds of a point add up to whole points again. */
export function sumMarks(marks: readonly number[]): number {
  return Math.round(marks.reduce((sum, mark) => sum + mark, 0) * 100) / 100;
}

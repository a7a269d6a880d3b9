import { sumMarks, type ExerciseResult, type Status, type SubmissionResult } from "../reports/results";
import type { GradedSubmission } from "./messages";

/** Without `missing`: nothing was graded then, and nothing is stored. */
const STATUSES: ReadonlySet<unknown> = new Set<Status>([
  "graded",
  "timeout",
  "crashed",
  "out-of-memory",
  "unreadable",
  "rejected",
  "grader-fault",
]);
const EXERCISE_STATUSES: ReadonlySet<unknown> = new Set<ExerciseResult["status"]>([
  "right",
  "partial",
  "wrong",
  "open",
]);

/**
 * Whether a value from a file is what the grader has written for a submission: the files can be edited, and what does not add up must not
 * become a mark.
 */
export function isStoredResult(id: string, value: unknown): value is GradedSubmission {
  if (!isRecord(value)) return false;
  const { result, content, prints, submitted, earlier = [] } = value;
  return (
    isResult(id, result) &&
    typeof content === "string" &&
    isListOf(prints, Number.isSafeInteger) &&
    (submitted === undefined || typeof submitted === "string") &&
    isListOf(earlier, (item) => isRecord(item) && isResult(id, item["result"]))
  );
}

function isResult(id: string, value: unknown): value is SubmissionResult {
  if (!isRecord(value)) return false;
  const { status, exercises, notes, seconds, score } = value;
  return (
    value["id"] === id &&
    STATUSES.has(status) &&
    isMark(value) &&
    typeof seconds === "number" &&
    isListOf(notes, isText) &&
    isListOf(exercises, isExercise) &&
    (exercises.length === 0 || sumMarks(exercises.map((exercise) => exercise.score)) === score)
  );
}

function isExercise(value: unknown): value is ExerciseResult {
  if (!isRecord(value)) return false;
  const { id, title, status, claims } = value;
  return (
    isText(id) &&
    isText(title) &&
    EXERCISE_STATUSES.has(status) &&
    isMark(value) &&
    isListOf(claims, (claim) => isRecord(claim) && isText(claim["says"]) && typeof claim["holds"] === "boolean")
  );
}

const isMark = ({ score, max }: Readonly<Record<string, unknown>>): boolean =>
  typeof score === "number" && typeof max === "number" && score >= 0 && score <= max && Number.isFinite(max);

const isText = (value: unknown): value is string => typeof value === "string";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is readonly T[];
function isListOf(value: unknown, isOne: (item: unknown) => boolean): value is readonly unknown[];
function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

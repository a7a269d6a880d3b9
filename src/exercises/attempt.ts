import { readRecord, storeRecord } from "./records";

/** The latest check that found an answer to an exercise. */
interface Attempt {
  readonly isRight: boolean;
}

/** The result of a check for an exercise, such as `open` or `right`. */
interface CheckedExercise {
  readonly id: string;
  readonly status: string;
}

/** Records which of the checked exercises the learner has tried: `hint` shows the solutions of these. */
export function storeAttempts(root: string, exercises: readonly CheckedExercise[]): void {
  for (const { id, status } of exercises)
    if (status !== "open") storeRecord(root, "attempts", { id, record: { isRight: status === "right" } });
}

/** Undefined if no check has found an answer yet. */
export const readAttempt = (root: string, exercise: string): Attempt | undefined =>
  readRecord(root, "attempts", exercise) as Attempt | undefined;

import type { Form } from "./forms";

/**
 * One answer that differs from the solution's, and the points that a fair person gives it. `from` is a part of the solution, or `WHOLE`; `to`
 * takes its place. Without `from`, the exercise is as it was handed out.
 */
export type Change = readonly [exercise: string, points: number | "all", from?: string, to?: string];

/** A learner of one lab. Exercises without a change have the solution, and so all points. */
export type Row = readonly [who: string, form: Form, ...changes: readonly Change[]];

/** One learner's submission. */
export interface Learner {
  readonly who: string;
  /** The number of the lab that was handed in. */
  readonly lab: string;
  readonly form: Form;
  readonly changes: readonly Change[];
  /** The number of the lab that the submission was handed in for; the same, unless the learner took the wrong file. */
  readonly handedInFor: string;
  /** Nothing can be graded, and the page says why. */
  readonly isUnreadable: boolean;
}

/** The whole answer is replaced. */
export const WHOLE = "";
/** Every exercise of the lab. */
export const EVERY = "*";

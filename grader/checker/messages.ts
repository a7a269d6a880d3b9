import type { CheckedLab } from "./check-lab";
import type { ExerciseResult } from "../reports/results";
import type { CodeResources } from "../run/created-resources";

/** The address of a checker, as `.labs/checker.json` holds it. Only the learner may read that file. */
export interface CheckerAddress {
  /** A port of 127.0.0.1. */
  readonly port: number;
  /** Each question must carry it. A web page, or another user of the machine, does not know it. */
  readonly token: string;
}

/** The question to a checker, one line of JSON. A caller that closes the connection gives up the check. */
export interface CheckRequest {
  readonly token: string;
  readonly lab: CheckedLab;
  readonly exercise?: string | undefined;
}

/** The outcome of a check. */
export interface CheckOutcome {
  readonly feedback: readonly string[];
  /** Whether all requested exercises are right. */
  readonly isRight: boolean;
  readonly exercises: readonly Pick<ExerciseResult, "id" | "status">[];
  /**
   * The resources that the saved code has made in the check's cloud, to compare with those of the learner's own cloud.
   */
  readonly made?: CodeResources;
}

/**
 * A checker's answers, one line of JSON each: `doing` at each step, `isAlive` each second, and at the end one of the
 * others.
 */
export type CheckResponse =
  | { readonly doing: string }
  | { readonly isAlive: true }
  | CheckOutcome
  | { readonly failed: "UnknownExercise" | "GraderFault"; readonly says: string }
  /** The checker cannot check: the caller must check in another way. */
  | { readonly unable: string };

/** The last answer to a question. */
export type Verdict = Exclude<CheckResponse, { readonly doing: string } | { readonly isAlive: true }>;

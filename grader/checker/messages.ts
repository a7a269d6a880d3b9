import type { CheckedLab } from "../check-lab";
import type { MadeByCode } from "../run/made";

/** Where a checker is reached, as `.labs/checker.json` tells those who may read the file: the learner alone. */
export interface CheckerPlace {
  /** On 127.0.0.1. */
  readonly port: number;
  /** To be said first. A web page, or another user of the machine, does not know it. */
  readonly token: string;
}

/** The one line of JSON that a checker is told; who closes the connection does not wait for the answer any more. */
export interface ToChecker {
  readonly token: string;
  readonly lab: CheckedLab;
  readonly exercise?: string | undefined;
}

/** The outcome of a check. */
export interface Judged {
  readonly feedback: readonly string[];
  /** Whether all that was asked for is right. */
  readonly isRight: boolean;
  /** What the saved code has made in the check's cloud, for the learner's own to be compared with. */
  readonly made?: MadeByCode;
}

/** A checker's answers, a line of JSON each: what it does, each second that it is alive, and in the end one of the others. */
export type FromChecker =
  | { readonly doing: string }
  | { readonly isAlive: true }
  | Judged
  | { readonly failed: "NoSuchExercise" | "GraderFault"; readonly says: string }
  /** The checker cannot check: another way has to be taken. */
  | { readonly unable: string };

/** The last answer to a question. */
export type Verdict = Exclude<FromChecker, { readonly doing: string } | { readonly isAlive: true }>;

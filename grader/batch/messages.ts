import type { EarlierAttempt } from "../adjust/adjust";
import type { CompileResponse, CompileRequest } from "../compile/requests";
import type { RunEvidence } from "../evidence/evidence";
import type { GraderOptions } from "../engine/open-grader";
import type { SubmissionResult } from "../results";
import type { FoundSubmission } from "../submission/find-submissions";
import type { HandedIn } from "../submission/submission";

/** How a worker is opened. */
export interface WorkerOptions extends Omit<GraderOptions, "askCompiler"> {
  readonly handedIn: HandedIn;
}

/** One submission for a worker. */
export interface Task {
  readonly submission: FoundSubmission;
  /** The content that was graded before, see `Graded`: if it is still the same, nothing is done. */
  readonly before?: string | undefined;
  /** Judge these exercises alone; all, if not given. */
  readonly only?: readonly string[] | undefined;
}

/** The outcome of a submission. */
export interface Graded {
  readonly result: SubmissionResult;
  /** SHA-256 of all that was read of it. */
  readonly content: string;
  /** Fingerprints of its answers, see `fingerprints`. */
  readonly prints: readonly number[];
  /** When it was handed in, if the export tells. */
  readonly submitted?: string;
  /** What the same learner handed in before, the oldest first. */
  readonly earlier?: readonly EarlierAttempt[];
}

export type ToWorker =
  | { readonly open: WorkerOptions }
  | { readonly grade: Task; readonly n: number }
  | { readonly response: CompileResponse | undefined; readonly n: number }
  | { readonly recalled: RunEvidence | undefined; readonly n: number };

/** What the workers of a batch have in common, told when one is ready. */
export interface Opened {
  readonly version: string;
  readonly max: number;
}

export type FromWorker =
  | { readonly opened: Opened }
  /** The grader could not be opened. `name` is the error's. */
  | { readonly refused: { readonly name: string; readonly message: string } }
  /** The submission has been read: up to here, the end of the process is the submission's doing. */
  | { readonly read: true }
  | { readonly graded: Graded | "unchanged"; readonly n: number }
  | { readonly request: CompileRequest; readonly n: number }
  /** Asks for a run of the batch, see `RunStore`. */
  | { readonly recall: string; readonly n: number }
  | { readonly remember: string; readonly run: RunEvidence }
  /** Told each second: the process is not stuck. */
  | { readonly alive: true };

import type { EarlierAttempt } from "../adjust/adjust";
import type { CompileResponse, CompileRequest } from "../compile/requests";
import type { RunEvidence } from "../evidence/evidence";
import type { GraderOptions } from "../engine/open-grader";
import type { RunWatch } from "../engine/stuck-runs";
import type { SubmissionResult } from "../reports/results";
import type { FoundSubmission } from "../submission/found-submissions";
import type { SubmittedPaths } from "../submission/submission";

/** Options of a worker, sent to it when it starts. */
export interface WorkerOptions extends Omit<GraderOptions, "askCompiler"> {
  readonly handedIn: SubmittedPaths;
}

/** One submission for a worker. */
export interface Task {
  readonly submission: FoundSubmission;
  /**
   * The content's hash when it was graded before, see `Graded`: if the content is still the same, it is not graded
   * again.
   */
  readonly before?: string | undefined;
  /** Judges these exercises alone; all exercises, if not given. */
  readonly only?: readonly string[] | undefined;
  /** Findings of earlier workers that got stuck in runs of this submission, see `RunWatch`. */
  readonly watch?: Pick<RunWatch, "stuck" | "oneByOne"> | undefined;
}

export interface GradedSubmission {
  readonly result: SubmissionResult;
  /** SHA-256 of all content that was read of the submission. */
  readonly content: string;
  /** Fingerprints of the submission's answers, see `fingerprints`. */
  readonly prints: readonly number[];
  /** When the submission was handed in, if the LMS's export says so. */
  readonly submitted?: string;
  /** The same learner's earlier hand-ins, the oldest first. */
  readonly earlier?: readonly EarlierAttempt[];
}

export type MessageToWorker =
  | { readonly open: WorkerOptions }
  | { readonly grade: Task; readonly n: number }
  | { readonly response: CompileResponse | undefined; readonly n: number }
  | { readonly recalled: RunEvidence | undefined; readonly n: number };

/** Facts that are the same for all workers of a batch: each worker sends them when it is ready. */
export interface WorkerInfo {
  readonly version: string;
  readonly max: number;
}

export type MessageFromWorker =
  | { readonly opened: WorkerInfo }
  /** The grader could not be opened. `name` is the name of the error. */
  | { readonly refused: { readonly name: string; readonly message: string } }
  /** The submission has been read. If the process ends before this message, reading the submission has ended it. */
  | { readonly read: true }
  /** A run of the submission has begun, or is over: see `RunWatch`. */
  | { readonly running: string }
  | { readonly ran: string }
  /** The run has filled its disk, so that this process grades the submission no further. */
  | { readonly full: string }
  | { readonly graded: GradedSubmission | "unchanged"; readonly n: number }
  | { readonly request: CompileRequest; readonly n: number }
  /** Requests a run that the batch has stored, see `RunStore`. */
  | { readonly recall: string; readonly n: number }
  | { readonly remember: string; readonly run: RunEvidence }
  /** Sent each second, to show that the process is not stuck. */
  | { readonly alive: true };

import type { Adjustments } from "../adjust/adjust";
import type { GraderOptions } from "../engine/open-grader";
import type { SubmissionResult } from "../results";
import type { Shard } from "../shards/shard";
import type { HandedIn } from "../submission/submission";

/** A batch to grade. */
export interface Batch extends Omit<GraderOptions, "askCompiler" | "visibleOnly"> {
  /** The lab's files that learners hand in. */
  readonly handedIn: HandedIn;
  /** See `findSubmissions`. */
  readonly paths: readonly string[];
  /** The folder that the reports are written to; made if it is not there. */
  readonly out: string;
  /** How many submissions run at the same time. */
  readonly workers: number;
  /** Keep what an earlier run into the same folder has graded, as far as the submissions are still the same. */
  readonly resume?: boolean;
  /** Grade all anew, whatever an earlier run has left in the folder. Without this and `resume`, a used folder is refused. */
  readonly fresh?: boolean;
  /** Judge these exercises anew, and keep the marks of all others from an earlier run into the same folder. */
  readonly only?: readonly string[];
  /** Only this part of the class: what it comes to is put together with the others by `mergeReports`. */
  readonly shard?: Shard;
  /** What the instructor adds to the marks. */
  readonly adjustments?: Adjustments;
  /** The texts of those tables by file name: kept in the folder for the next run. */
  readonly tables?: Readonly<Record<string, string>>;
  /** What is wrong with the tables already, a line each: told with all else that is found before the run. */
  readonly problems?: readonly string[];
  /** Called before the first submission, and after each with its result. */
  progress(progress: Progress): void;
}

/** How far a batch is. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** The submission that is done, and whether it was graded by an earlier run. */
  readonly last?: { readonly result: SubmissionResult; readonly isKept: boolean };
}

import type { Adjustments } from "../adjust/adjust";
import type { GraderOptions } from "../engine/open-grader";
import type { SubmissionResult } from "../reports/results";
import type { Shard } from "./shard";
import type { SubmittedPaths } from "../submission/submission";

/** A batch to grade. */
export interface Batch extends Omit<GraderOptions, "askCompiler" | "visibleOnly"> {
  /** The lab's files that learners hand in. */
  readonly handedIn: SubmittedPaths;
  /** See `findClass`. */
  readonly paths: readonly string[];
  /** See `PathOptions`. */
  readonly exports?: boolean;
  /** The folder for the reports; it is made if it does not exist. */
  readonly out: string;
  /** How many submissions run at the same time. */
  readonly workers: number;
  /**
   * Keeps the marks that an earlier run wrote into the same folder, for all submissions that have not changed since.
   */
  readonly resume?: boolean;
  /**
   * Grades all submissions again, even if the folder holds the marks of an earlier run. Without this and `resume`, a
   * used folder is refused.
   */
  readonly fresh?: boolean;
  /**
   * Judges these exercises again, and keeps the marks of all other exercises from an earlier run into the same folder.
   */
  readonly only?: readonly string[];
  /** Grades only this part of the class; `mergeReports` puts the results of all shards together. */
  readonly shard?: Shard;
  /** The instructor's additions to the marks. */
  readonly adjustments?: Adjustments;
  /** The texts of the instructor's tables by file name: they are kept in the folder for the next run. */
  readonly tables?: Readonly<Record<string, string>>;
  /**
   * Problems already found in the tables, one line each: reported together with all others found before the run.
   */
  readonly problems?: readonly string[];
  /** Also writes an anonymous export; see `writeClass`. */
  readonly anonymous?: boolean;
  /** Called before anything is graded, with lines for the instructor: how the paths were understood, and what nobody reads. */
  onSources?(lines: readonly string[]): void;
  /** Called before anything is graded, with the limits that can't be held exactly here; see `describeWeakLimits`. */
  onWeakLimits?(lines: readonly string[]): void;
  /** Called before the first submission, and after each with its result. */
  onProgress(progress: Progress): void;
}

/** The progress of a batch. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  /** The submission that was finished last, and whether its marks are kept from an earlier run. */
  readonly last?: { readonly result: SubmissionResult; readonly isUnchanged: boolean };
}

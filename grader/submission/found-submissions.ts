import type { Group, Lms } from "./group";
import type { Problem, Student } from "./submission";

/** A submission that was found, but is read later. It is plain data, since another process may read it. */
export interface FoundSubmission {
  readonly id: string;
  /** The folder, zip or file on disk that contains the submission or is the submission. */
  readonly path: string;
  /** The entries of the folder or zip that belong to the submission, see `Group`; all entries, if not given. */
  readonly entries?: Group["entries"];
  /** The file's name in the submission, if a platform has changed it. */
  readonly as?: string;
  readonly student: Student;
  /** A note for the learner about the choice of files. */
  readonly notes?: readonly string[];
  /** Why the whole zip cannot be used. */
  readonly problem?: Problem;
}

/** A folder or zip of submissions, as it was understood. */
export interface Source {
  readonly path: string;
  readonly lms?: Lms;
  /** How many learners the platform names, and those of them that it marks as late. */
  readonly named: number;
  readonly late: number;
  /** Submissions that have only the name of their file or folder. */
  readonly others: readonly string[];
  /** The names of what belongs to no submission. */
  readonly unread: readonly string[];
  /** For a zip that counts as one submission, since there are other paths: the names of the submissions that it seems to hold. */
  readonly asOne?: readonly string[];
}

/** The submissions of a class. */
export interface FoundClass {
  readonly found: readonly FoundSubmission[];
  /** The folders and zips among the paths. */
  readonly sources: readonly Source[];
  /** Omitted submissions of learners with a newer one, one line each. */
  readonly older: readonly string[];
  /** The path on the command line in which each submission was found, by id. */
  readonly pathById: ReadonlyMap<string, string>;
}

import type { Student } from "./submission";

/** The learning platforms whose exports are known. */
export type Lms = "Canvas" | "Moodle" | "Gradescope" | "nbgrader";

/** One submission of a container: the entries that belong to it, and the facts about the learner in their names. */
export interface Group {
  readonly name: string;
  /**
   * Paths in the container; a path that ends with a slash is a folder with all files below it. `as` is the path in the
   * submission.
   */
  readonly entries: readonly { readonly path: string; readonly as: string }[];
  readonly student: Student;
  /** A note for the learner about the choice of entries. */
  readonly notes?: readonly string[];
  /** Canvas's number of the newest file: a later upload has a higher one. */
  readonly newest?: number;
}

/** A platform's own submissions, and the entries that it made and nobody has to read. */
export interface LmsGroups {
  readonly groups: readonly Group[];
  readonly passed: readonly string[];
}

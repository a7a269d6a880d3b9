/** Facts about a learner from the names in an LMS's export, or from the class's roster. Times are in ISO 8601. */
export interface Student {
  readonly name?: string;
  readonly email?: string;
  /** The learner's number in the LMS. */
  readonly lmsId?: string;
  readonly login?: string;
  readonly submitted?: string;
  /** The LMS marks the submission as late. */
  readonly late?: boolean;
}

/** A file's text, with its path in the submission. */
export interface NamedText {
  readonly path: string;
  readonly text: string;
}

/** A learner's submitted files, as text: they are untrusted, and have not been run. */
export interface Submission {
  /** The name of the submitted file or folder, without its extension. */
  readonly id: string;
  /** The notebook's bytes as text; absent if there is none. */
  readonly notebook?: string;
  /** The other notebooks that may be the lab's: one of them counts if `notebook` has no answer. */
  readonly otherNotebooks?: readonly NamedText[];
  /** Scripts by their path in the project. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  /** How many hints the learner has seen, by exercise: the learner's own account. */
  readonly hints?: Readonly<Record<string, number>>;
  /** Why a file of the lab could not be taken, by its path in the project; of a file that is not there, nothing has to be said. */
  readonly absent?: ReadonlyMap<string, string>;
  /** Why the submission cannot be graded, in words for the instructor. */
  readonly problem?: Problem;
}

export interface Problem {
  readonly status: "unreadable" | "rejected";
  readonly says: string;
}

/** The files of a lab that learners hand in: paths in the project. */
export interface SubmittedPaths {
  readonly notebook: string;
  readonly scripts: readonly string[];
}

/** A file of a submission, found but not yet read. `path` is relative to the submission, with forward slashes. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

/** The maximum number of bytes of a file of a submission: a notebook with its outputs is far smaller. */
export const LARGEST_FILE_BYTES = 128 * 1024 * 1024;

/** Why a submission is rejected whose code can't be read within the limits. */
export const TOO_MUCH_TO_READ =
  "Reading it takes more memory or time than any notebook does. Save the notebook again, without outputs.";

/** A submission that breaks a rule of safety or cannot be read; its kind becomes that submission's status. */
export class SubmissionProblem extends Error {
  override readonly name = "SubmissionProblem";
  readonly status: Problem["status"];

  constructor(status: Problem["status"], says: string) {
    super(says);
    this.status = status;
  }
}

/** Handles the rejection of a promise: a submission's problem is returned, and any other error is thrown. */
export function returnProblem(error: unknown): SubmissionProblem {
  if (error instanceof SubmissionProblem) return error;
  throw error;
}

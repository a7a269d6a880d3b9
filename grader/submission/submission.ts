/** What the names in an LMS's export, or the class's roster, tell of a learner. Times are ISO. */
export interface Student {
  readonly name?: string;
  readonly email?: string;
  /** Their number in the LMS. */
  readonly lmsId?: string;
  readonly login?: string;
  readonly submitted?: string;
  /** The LMS calls it late. */
  readonly late?: boolean;
}

/** What a learner handed in, as text: nothing of it has been run or trusted. */
export interface Submission {
  /** The name of the file or folder, without its extension. */
  readonly id: string;
  /** The notebook's bytes as text; absent if there is none. */
  readonly notebook?: string;
  /** Scripts by their path in the project. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  /** Why it cannot be graded at all, in words for the instructor. */
  readonly problem?: Problem;
}

export interface Problem {
  readonly status: "unreadable" | "rejected";
  readonly says: string;
}

/** The files of a lab that a submission is made of: paths in the project. */
export interface HandedIn {
  readonly notebook: string;
  readonly scripts: readonly string[];
}

/** A file of a submission, found but not yet read. `path` is relative to the submission, with forward slashes. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

/** No file of a submission may be larger: a notebook with its outputs is far smaller. */
export const LARGEST_FILE_BYTES = 128 * 1024 * 1024;

/** A submission that breaks a rule of safety or cannot be read; it becomes that submission's status. */
export class SubmissionProblem extends Error {
  override readonly name = "SubmissionProblem";
  readonly status: Problem["status"];

  constructor(status: Problem["status"], says: string) {
    super(says);
    this.status = status;
  }
}

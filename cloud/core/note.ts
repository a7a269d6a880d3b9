/**
 * A note on a part of a request that the lab cloud accepts, but does not implement, or not as AWS does. So that no user
 * relies on that part unknowingly, COVERAGE.md lists the note with its operation, a header of the answer to such a
 * request has it, and the log prints it once.
 */
export interface Note {
  /** The note's subject, as COVERAGE.md lists it. */
  readonly what: string;
  /** The text in the answer's header and in the log. */
  readonly says: string;
}

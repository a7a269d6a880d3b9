/** The result of a start. */
export interface StartResult {
  /** Whether a Flink job runs: a note without an INSERT begins none. */
  readonly hasJob: boolean;
  /** Lines for the application's log. */
  readonly notes: readonly string[];
}

/** What was started. */
export interface Started {
  /** Whether a job of Flink's runs: a note without an INSERT begins none. */
  readonly hasJob: boolean;
  /** For the application's log. */
  readonly notes: readonly string[];
}

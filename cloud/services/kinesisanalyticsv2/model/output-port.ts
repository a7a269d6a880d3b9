import type { StoredOutput } from "./stored-application";

/** Delivers rows of an SQL application to Firehose or a function. */
export interface Outputs {
  /**
   * @param rows at most 500
   * @returns the rows that were not accepted, to be tried again
   * @throws AwsFault if no row was accepted
   */
  deliver(output: StoredOutput, rows: readonly string[], app: string): Promise<readonly string[]>;
}

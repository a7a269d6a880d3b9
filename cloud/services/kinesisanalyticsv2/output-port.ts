import type { StoredOutput } from "./stored-application";

/** Brings rows of an SQL application to Firehose or a function. */
export interface Outputs {
  /**
   * @param rows at most 500
   * @returns the rows that were not taken, to be tried again
   * @throws AwsFault if none was
   */
  deliver(output: StoredOutput, rows: readonly string[], app: string): Promise<readonly string[]>;
}

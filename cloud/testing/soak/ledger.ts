/** The writes that were acknowledged so far. */
export class Ledger {
  /** Texts by partition key, in the order of their acknowledgment. */
  readonly records = new Map<string, string[]>();
  readonly messages = new Set<string>();
  readonly deleted = new Set<string>();
  /** Deletes that were sent and not answered: both results are right. */
  readonly undecided = new Set<string>();
  /** By key, the contents that the object may have: the last acknowledged one, and those sent since. */
  readonly objects = new Map<string, string[]>();
  acknowledged = 0;
}

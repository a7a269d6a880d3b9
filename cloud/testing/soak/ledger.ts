/** What was acknowledged so far. */
export class Ledger {
  /** Texts by partition key, in the order of their acknowledgement. */
  readonly records = new Map<string, string[]>();
  readonly messages = new Set<string>();
  readonly deleted = new Set<string>();
  /** Deletes that were asked for and not answered: either way is right. */
  readonly undecided = new Set<string>();
  /** By key, what it may hold: the last acknowledged, and those asked for since. */
  readonly objects = new Map<string, string[]>();
  acknowledged = 0;
}

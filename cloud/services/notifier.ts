/** A service that notifies others: its name as a caller in the journal, and the log's line for a failed delivery. */
export interface Notifier {
  readonly caller: string;
  notify(arn: string, why: string): string;
}

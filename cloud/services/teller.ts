/** A service that tells others of something: the caller that the journal shows, and the line of the log for what was not delivered. */
export interface Teller {
  readonly caller: string;
  told(arn: string, why: string): string;
}

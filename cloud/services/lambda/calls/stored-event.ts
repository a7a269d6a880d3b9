/** An asynchronous call that is not through yet, as it is kept. */
export interface StoredEvent {
  /** Its request id, the same for every attempt. */
  readonly id: string;
  readonly name: string;
  readonly qualifier?: string;
  /** JSON. */
  readonly payload: string;
  /** What the caller said of its trace. */
  readonly trace?: string | undefined;
  /** ms since the epoch. */
  readonly receivedAt: number;
  /** Attempts that came to an error of the function. */
  readonly failures: number;
  /** How often it was put off because too many calls were running. */
  readonly delays: number;
  /** ms since the epoch. */
  readonly dueAt: number;
}

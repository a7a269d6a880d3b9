/** An asynchronous call that has not ended yet, as it is stored. */
export interface StoredEvent {
  /** The call's request id, the same for every attempt. */
  readonly id: string;
  readonly name: string;
  readonly qualifier?: string;
  /** JSON. */
  readonly payload: string;
  /** The caller's trace header. */
  readonly trace?: string | undefined;
  /** ms since the epoch. */
  readonly receivedAt: number;
  /** How many attempts ended with an error of the function. */
  readonly failures: number;
  /** How often the call was throttled because too many calls were running. */
  readonly delays: number;
  /** ms since the epoch. */
  readonly dueAt: number;
}

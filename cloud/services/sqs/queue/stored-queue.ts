/** A queue as it is kept. */
export interface StoredQueue {
  readonly name: string;
  /** 1, 2, 3, …: tells a queue from an earlier one of the same name. */
  readonly serial: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** The attributes that differ from their defaults, or have none, as AWS spells them. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** When it was last purged, ms since the epoch. */
  readonly purgedAt?: number;
}

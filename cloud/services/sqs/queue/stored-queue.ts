/** A queue as it is kept. */
export interface StoredQueue {
  readonly name: string;
  /** 1, 2, 3, …: tells a queue from an earlier one of the same name. */
  readonly serial: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** All that are set or have a default, by AWS's names, as AWS spells their values. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The attributes that the queue still goes by, until a time in ms since the epoch: in a cloud that lags, a change takes a while. */
  readonly before?: { readonly attributes: Readonly<Record<string, string>>; readonly until: number } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** When it was last purged, ms since the epoch. */
  readonly purgedAt?: number;
}

/** The attributes that a queue goes by now. */
export const attributesOf = ({ attributes, before }: StoredQueue): Readonly<Record<string, string>> =>
  before?.attributes ?? attributes;

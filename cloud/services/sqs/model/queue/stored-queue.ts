export interface StoredQueue {
  readonly name: string;
  /** 1, 2, 3, …: differs from that of an earlier queue of the same name. */
  readonly serial: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** All attributes that are set or have a default, by AWS's names and in AWS's spelling. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The older attributes that are still in effect, until a time in ms since the epoch: with `--lag` a change takes a while. */
  readonly before?: { readonly attributes: Readonly<Record<string, string>>; readonly until: number } | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** When the queue was last purged, ms since the epoch. */
  readonly purgedAt?: number;
}

/** The attributes that are in effect now. */
export const getAttributes = ({ attributes, before }: StoredQueue): Readonly<Record<string, string>> =>
  before?.attributes ?? attributes;

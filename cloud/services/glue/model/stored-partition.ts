/** A partition. `Partitions.descriptor` gives its storage descriptor. */
export interface StoredPartition {
  /** 1, 2, 3, … in the order of creation: the order of listings. */
  readonly number: number;
  readonly values: readonly string[];
  /** ms since the epoch, here and below. */
  readonly createdAt: number;
  /** The number of the shared details. */
  readonly shared?: number;
  readonly location?: string;
  readonly descriptorParameters?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly lastAccessAt?: number;
  readonly lastAnalyzedAt?: number;
}

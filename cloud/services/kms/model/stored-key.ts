/** A key as it is stored. There is no key material: nothing is ever encrypted with it. */
export interface StoredKey {
  readonly id: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly description: string;
  readonly isEnabled: boolean;
  /** When the key will be deleted, ms since the epoch; undefined if no deletion is scheduled. */
  readonly deletedAt: number | undefined;
  /** JSON as the caller wrote it. */
  readonly policy: string;
  /** Days between rotations; undefined if the key is not rotated. */
  readonly rotationDays: number | undefined;
  /** Since when it is rotated, ms since the epoch; absent in older data, and where the key is not rotated. */
  readonly rotatedSince?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The service for which AWS made it, such as `s3`; undefined for a customer managed key. */
  readonly managedFor: string | undefined;
}

/** Another name of a key. */
export interface StoredAlias {
  /** `alias/…` */
  readonly name: string;
  readonly keyId: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

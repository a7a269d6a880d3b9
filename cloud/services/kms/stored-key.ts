/** A key as it is stored. There is no key material: nothing is ever encrypted with it. */
export interface StoredKey {
  readonly id: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly description: string;
  readonly isEnabled: boolean;
  /** When it is gone, ms since the epoch; undefined if nobody wants it gone. */
  readonly deletedAt: number | undefined;
  /** JSON as it came. */
  readonly policy: string;
  /** Days between rotations; undefined if it is not rotated. */
  readonly rotationDays: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** The service for which AWS made it, such as `s3`; undefined for a key of the account's own. */
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

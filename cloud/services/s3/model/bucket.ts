import { SortedMap } from "../store/sorted-map";
import type { StoredKey } from "./keys";
import type { PackedObject, Tag } from "../store/stored-object";
import type { Upload } from "./upload";

/** The settings of a bucket. Only versioning, encryption, notification and a part of policies have an effect; the others are stored and returned. */
export type BucketSetting =
  | "cors"
  | "encryption"
  | "lifecycle"
  | "logging"
  | "notification"
  | "ownershipControls"
  | "policy"
  | "publicAccessBlock"
  | "versioning";

/** The stored properties of a bucket, without its content. */
export interface BucketDocument {
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** The region that it was made in. */
  readonly region: string;
  /** The location in answers, if it has another name than the region. */
  readonly location?: string;
  readonly tags: readonly Tag[];
  /**
   * The settings in the form of AWS's documents; null if a setting was removed, missing if it still has AWS's default.
   */
  readonly settings?: Readonly<Partial<Record<BucketSetting, unknown>>>;
}

/** A bucket in memory. Its number differs from that of a deleted bucket of the same name. */
export class Bucket {
  readonly id: number;
  document: BucketDocument;
  readonly objects = new SortedMap<PackedObject>();
  /** The noncurrent versions of each key, newest first, including delete markers that hide it. Only buckets with versions have any. */
  readonly past = new SortedMap<readonly PastVersion[]>();
  /** Multipart uploads in progress, by id. */
  readonly uploads = new Map<string, Upload>();

  constructor(id: number, document: BucketDocument) {
    this.id = id;
    this.document = document;
  }

  get name(): string {
    return this.document.name;
  }

  /** Whether the bucket keeps versions; undefined if it never did. */
  get versioning(): "Enabled" | "Suspended" | undefined {
    // The border: only PutBucketVersioning writes this setting.
    return this.document.settings?.versioning as "Enabled" | "Suspended" | undefined;
  }
}

/** A noncurrent version of a key; or a delete marker, as its time of creation (ms since the epoch). */
export type PastVersion = readonly [version: string, held: PackedObject | number];

/** The version id of objects that were put while the bucket kept no versions. */
export const NULL_VERSION = "null";

export interface ObjectAddress {
  readonly bucket: Bucket;
  readonly key: StoredKey;
}

import { SortedMap } from "./sorted-map";
import type { HeldKey } from "../keys";
import type { PackedObject, Tag } from "./stored-object";
import type { Upload } from "./upload";

/** What can be set of a bucket. All but versioning, encryption, notification and a part of policies is kept and told, and not acted upon. */
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

/** What is kept of a bucket beside what lies in it. */
export interface BucketDocument {
  readonly name: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** The region that it was made in. */
  readonly region: string;
  readonly tags: readonly Tag[];
  /** As AWS's documents spell each; null where it was taken away, nothing where it is as AWS makes buckets. */
  readonly settings?: Readonly<Partial<Record<BucketSetting, unknown>>>;
}

/** A bucket in memory. Its number tells it from one of the same name that was deleted. */
export class Bucket {
  readonly id: number;
  document: BucketDocument;
  readonly objects = new SortedMap<PackedObject>();
  /** What an object's key held before, newest first; also the delete markers that hide it. Only buckets with versions have any. */
  readonly past = new SortedMap<readonly PastVersion[]>();
  /** Multipart uploads under way, by their ids. */
  readonly uploads = new Map<string, Upload>();

  constructor(id: number, document: BucketDocument) {
    this.id = id;
    this.document = document;
  }

  get name(): string {
    return this.document.name;
  }

  /** Whether it keeps versions; undefined if it never did. */
  get versioning(): "Enabled" | "Suspended" | undefined {
    // The border: only PutBucketVersioning writes it.
    return this.document.settings?.versioning as "Enabled" | "Suspended" | undefined;
  }
}

/** A version that is no longer what its key stands for; or a delete marker, as the moment (ms since the epoch) in which it was made. */
export type PastVersion = readonly [version: string, held: PackedObject | number];

/** The version of objects that were put while the bucket had none. */
export const NULL_VERSION = "null";

/** An object's place. */
export interface ObjectAddress {
  readonly bucket: Bucket;
  readonly key: HeldKey;
}

import { SortedMap } from "../store/sorted-map";
import type { StoredKey } from "./keys";
import type { PackedObject, Tag, KmsLabel, ObjectDetails } from "../store/stored-object";
import type { Upload } from "./upload";
import { optional } from "../../../core/members";
import { string, type Rule, NO_VIOLATIONS } from "../../../core/rules";
import { checksumAlgorithm } from "./checksums";
import { bucketMembers } from "./fields";
import type { ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";

/** The only region without a location constraint; its endpoint also creates buckets in all others. */
export const FIRST_REGION = "us-east-1";

/** The bucket and key of a path such as a table's location: `s3://bucket/key`. */
export function splitBucketAndKey(path: string): { readonly bucket: string; readonly key: string } {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(path) ?? [];
  return { bucket, key };
}

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

/** The members of every operation that sets a bucket's setting by a document. */
export const settingMembers = {
  ...bucketMembers,
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
};

/** The rule for a document that is stored unchanged: the schema has already parsed it. */
export const createDocumentRule = <T>(): Rule<T> => ({ check: () => NO_VIOLATIONS });

/**
 * A setting of a bucket: null if it was removed, undefined if it still has AWS's default.
 *
 * @remarks The border: only the operation of the same name writes the setting, and always as `T`. Dates in it are
 * strings after the cloud has read the document from its data folder.
 */
export const getSetting = <T>({ document }: Bucket, setting: BucketSetting): T | null | undefined =>
  document.settings?.[setting] as T | null | undefined;

/** The KMS key of a bucket's default encryption; undefined if the default is S3's own encryption. */
export function getDefaultLabel({ document }: Bucket): KmsLabel | undefined {
  // The border: only PutBucketEncryption writes this setting.
  const encryption = document.settings?.encryption as ServerSideEncryptionConfiguration | null | undefined;
  const [rule] = encryption?.Rules ?? [];
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (algorithm !== "aws:kms") return undefined;
  return { key, ...(rule?.BucketKeyEnabled === true ? { bucketKey: true } : {}) };
}

/** An object or upload with the KMS key of its bucket's default encryption, if it has none of its own. */
export function addDefaultKey<T extends { readonly details: ObjectDetails }>(bucket: Bucket, object: T): T {
  const { kms, ...rest } = object.details;
  const label = kms === undefined ? getDefaultLabel(bucket) : kms.isNone === true ? undefined : kms;
  if (label === kms) return object;
  return { ...object, details: label === undefined ? rest : { ...rest, kms: label } };
}

import { optional } from "../../core/members";
import { string, type Rule } from "../../core/rules";
import { NO_VIOLATIONS } from "../../core/violations";
import { checksumAlgorithm } from "./body/checksums";
import { bucketMembers } from "./fields";
import type { Bucket, BucketSetting } from "./store/bucket";

/** Members of every operation that sets something of a bucket by a document. */
export const settingMembers = {
  ...bucketMembers,
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
};

/** A document that is kept as it came: its schema has read it. */
export const keptDocument = <T>(): Rule<T> => ({ check: () => NO_VIOLATIONS });

/**
 * What is set of a bucket: null where it was taken away, undefined where it is as AWS makes buckets.
 *
 * @remarks The border: only the operation of the same name writes it, and what it writes is `T`. Its moments are texts
 * when a cloud has read the document back from its folder.
 */
export const settingOf = <T>({ document }: Bucket, setting: BucketSetting): T | null | undefined =>
  document.settings?.[setting] as T | null | undefined;

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

/** A document's moments are texts when a cloud has read them back from its folder. */
const revived = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(revived)
    : typeof value === "object" && value !== null && !(value instanceof Date)
      ? Object.fromEntries(
          Object.entries(value).map(([key, one]) => [
            key,
            key === "Date" && typeof one === "string" ? new Date(one) : revived(one),
          ]),
        )
      : value;

/**
 * What is set of a bucket: null where it was taken away, undefined where it is as AWS makes buckets.
 *
 * @remarks The border: only the operation of the same name writes it, and what it writes is `T`.
 */
export const settingOf = <T>({ document }: Bucket, setting: BucketSetting): T | null | undefined =>
  revived(document.settings?.[setting]) as T | null | undefined;

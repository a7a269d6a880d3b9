import { optional } from "../../../core/members";
import { string, type Rule } from "../../../core/rules";
import { NO_VIOLATIONS } from "../../../core/violations";
import { checksumAlgorithm } from "./checksums";
import { bucketMembers } from "./fields";
import type { Bucket, BucketSetting } from "./bucket";

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

import type { ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket";
import type { KmsLabel, ObjectDetails } from "./stored-object";

/** The key that a bucket's default encryption labels its objects with; undefined where S3's own is the default. */
export function defaultLabel({ document }: Bucket): KmsLabel | undefined {
  // The border: only PutBucketEncryption writes it.
  const encryption = document.settings?.encryption as ServerSideEncryptionConfiguration | null | undefined;
  const [rule] = encryption?.Rules ?? [];
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = rule?.ApplyServerSideEncryptionByDefault ?? {};
  if (algorithm !== "aws:kms") return undefined;
  return { key, ...(rule?.BucketKeyEnabled === true ? { bucketKey: true } : {}) };
}

/** What is to lie in a bucket, with the bucket's default label if it has none of its own. */
export function labelled<T extends { readonly details: ObjectDetails }>(bucket: Bucket, object: T): T {
  const { kms, ...rest } = object.details;
  const label = kms === undefined ? defaultLabel(bucket) : kms.isNone === true ? undefined : kms;
  if (label === kms) return object;
  return { ...object, details: label === undefined ? rest : { ...rest, kms: label } };
}

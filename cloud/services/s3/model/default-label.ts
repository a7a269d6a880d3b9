import type { ServerSideEncryptionConfiguration } from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket";
import type { KmsLabel, ObjectDetails } from "../store/stored-object";

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

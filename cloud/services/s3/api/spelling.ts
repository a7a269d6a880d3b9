import type { ServerSideEncryption, StorageClass } from "@aws-sdk/client-s3";
import type { ObjectDetails } from "../store/stored-object";

/**
 * Every object on AWS is encrypted with S3's own keys since January 2023; no other behavior that a client sees depends
 * on it.
 */
const ENCRYPTION: ServerSideEncryption = "AES256";

/** An object's encryption in answers: its KMS key if it has one, otherwise the encryption that all objects have. */
export const describeEncryption = ({
  kms,
}: Pick<ObjectDetails, "kms">): {
  ServerSideEncryption: ServerSideEncryption;
  SSEKMSKeyId?: string | undefined;
  BucketKeyEnabled?: boolean;
} =>
  kms === undefined
    ? { ServerSideEncryption: ENCRYPTION }
    : {
        ServerSideEncryption: "aws:kms",
        SSEKMSKeyId: kms.key,
        ...(kms.bucketKey === true ? { BucketKeyEnabled: true } : {}),
      };

/** The same as headers, for an answer without a schema. */
export function createEncryptionHeaders(details: Pick<ObjectDetails, "kms">): Readonly<Record<string, string>> {
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: key } = describeEncryption(details);
  return {
    "x-amz-server-side-encryption": algorithm,
    ...(key === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": key }),
  };
}

/** The storage class of objects without a label; answers to reads leave it out. */
export const STANDARD = "STANDARD";

/** An object's storage class, in answers that always name it. */
export const getStorageClass = <T extends string = StorageClass>({
  storageClass = STANDARD,
}: Pick<ObjectDetails, "storageClass">): T =>
  // The border: a rule has checked it when it came.
  storageClass as T;

/** An ETag in quotes, as in answers. */
export const quoteEtag = (etag: string): string => `"${etag}"`;

/** The owner of all buckets and objects, in the form of AWS's canonical ids: 64 hexadecimal digits for each account. */
export const createOwner = (account: string): { readonly ID: string } => ({ ID: account.padStart(64, "0") });

/** The initiator of an upload. S3 no longer returns owners' display names, but still the initiator's (recorded by LocalStack, 2026-02-21). */
export const createInitiator = (account: string): { readonly ID: string; readonly DisplayName: string } => ({
  ...createOwner(account),
  DisplayName: "lab-cloud",
});

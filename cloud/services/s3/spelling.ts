import type { ServerSideEncryption } from "@aws-sdk/client-s3";
import type { ObjectDetails } from "./store/stored-object";

/** Every object on AWS is encrypted with S3's own keys since January 2023; nothing that a client sees depends on it. */
export const ENCRYPTION: ServerSideEncryption = "AES256";

/** What answers tell of an object's encryption: of a label of KMS, or of what all objects have. */
export const toldEncryption = ({
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

/** The same as headers, for an answer that no schema describes. */
export function encryptionHeaders(details: Pick<ObjectDetails, "kms">): Readonly<Record<string, string>> {
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: key } = toldEncryption(details);
  return {
    "x-amz-server-side-encryption": algorithm,
    ...(key === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": key }),
  };
}

/** An ETag as it travels. */
export const quoted = (etag: string): string => `"${etag}"`;

/** A moment as S3 tells it: in whole seconds. */
export const toldTime = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

/** The owner of everything, as AWS names accounts: 64 hexadecimal digits, always the same for one account. */
export const ownerOf = (account: string): { readonly ID: string } => ({ ID: account.padStart(64, "0") });

/** Who began an upload; here too S3 stopped telling the owner's name, but not the initiator's (recorded by LocalStack, 2026-02-21). */
export const initiatorOf = (account: string): { readonly ID: string; readonly DisplayName: string } => ({
  ...ownerOf(account),
  DisplayName: "lab-cloud",
});

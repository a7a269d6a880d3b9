import type { ServerSideEncryption } from "@aws-sdk/client-s3";

/** Every object on AWS is encrypted with S3's own keys since January 2023; nothing that a client sees depends on it. */
export const ENCRYPTION: ServerSideEncryption = "AES256";

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

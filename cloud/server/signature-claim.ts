/** What a request says of its own signature. */
export interface SignatureParts {
  /** Signature Version 4, or S3's Version 2, which many presigned URLs are still made with. */
  readonly version: 2 | 4;
  readonly accessKeyId: string;
  /** What goes with the keys of a role. */
  readonly sessionToken: string | undefined;
  /** `20260102` */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** As sent: names with semicolons between them. */
  readonly signedHeaders: string;
  readonly signature: string;
  /** `20260102T030405Z`; of Version 2 the Date as sent, or when a URL expires, in seconds since the epoch. */
  readonly time: string;
  /** For presigned URLs: seconds that the URL is good for; of Version 2 since the epoch. */
  readonly expiresSeconds: number | undefined;
}

/** Why a signature does not hold; each protocol family spells it with its own code. */
export type SignatureFailure = "missing" | "unknown key" | "mismatch" | "expired" | "too far off" | "wrong body";

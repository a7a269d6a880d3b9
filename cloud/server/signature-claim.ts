/** The parts of a request's signature, unverified. */
export interface SignatureParts {
  /** Signature Version 4, or S3's Version 2, which many presigned URLs are still made with. */
  readonly version: 2 | 4;
  readonly accessKeyId: string;
  /** The session token of a role's keys. */
  readonly sessionToken: string | undefined;
  /** `20260102` */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  /** As sent: header names with semicolons in between. */
  readonly signedHeaders: string;
  readonly signature: string;
  /**
   * `20260102T030405Z`; for Version 2 the Date as sent, or the time at which a URL expires, in seconds since the epoch.
   */
  readonly time: string;
  /**
   * For presigned URLs: for how many seconds the URL is valid; for Version 2, until when, in seconds since the epoch.
   */
  readonly expiresSeconds: number | undefined;
}

/** Why a signature is invalid; each protocol family has its own code for it. */
export type SignatureFailure =
  | "missing"
  | "unknown key"
  | "wrong service"
  | "unsigned headers"
  | "mismatch"
  | "expired"
  | "too far off"
  | "wrong body";

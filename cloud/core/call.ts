import type { HttpRequest } from "./http";
import type { Keys, ShownKeys } from "./role-sessions";

/** Who signed a request. */
export interface Caller {
  readonly accessKeyId: string;
  readonly account: string;
  readonly userId: string;
  readonly arn: string;
}

/** A signature that was verified; S3's signatures of the pieces of a body build upon it. */
export interface VerifiedSignature {
  /** Hexadecimal. */
  readonly signature: string;
  /** The caller's signing key of that day, region and service. */
  readonly key: Uint8Array;
  /** `20300102T030405Z` */
  readonly time: string;
  /** `20300102/us-east-1/s3/aws4_request` */
  readonly scope: string;
}

/** What an operation may want to know of the request that it answers, beside its input. */
export interface Call {
  readonly requestId: string;
  readonly caller: Caller;
  /** `client` for what came over the port; `service` for what one service asks of another. */
  readonly origin: "client" | "service";
  /** `http://host:port` as the client wrote it; SQS makes its queue URLs from it. */
  readonly endpoint: string;
  /** The raw request: S3 reads checksum and range headers, and streams its body. */
  readonly http: HttpRequest;
  /** The raw body, where it was read into memory and is still there; undefined for streamed ones. */
  readonly body: Uint8Array | undefined;
  /** How the request was signed; undefined where the cloud does not look at signatures (`--keys any`). */
  readonly signature: () => Promise<VerifiedSignature | undefined>;
  /** Whether signatures are looked at: for those that stand in a form, which the operation that reads it verifies. */
  readonly verifies: boolean;
  /** The keys that somebody shows; undefined for those of nobody here. */
  readonly keysOf: (shown: ShownKeys) => Keys | undefined;
  /** Makes the signal that fires when the client went away, or the cloud is reset or stopped: what waits ends then. */
  readonly gone: () => AbortSignal;
  /** Set these to answer with another status or further headers than the schema says (S3's 206). */
  readonly reply: { status?: number; readonly headers: Record<string, string> };
}

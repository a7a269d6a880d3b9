import type { HttpRequest } from "./http";
import type { Keys, PresentedKeys } from "./role-sessions";

/** The user or role whose keys signed a request. */
export interface Caller {
  readonly accessKeyId: string;
  readonly account: string;
  readonly userId: string;
  readonly arn: string;
  /** Of a role's session: lower-case keys of the tags that sessions assumed from it inherit. */
  readonly transitiveTagKeys?: readonly string[];
}

/** A verified signature; S3's signatures of the chunks of a body are computed from it. */
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

/** Data of a request that an operation may use beside its input. */
export interface Call {
  readonly requestId: string;
  readonly caller: Caller;
  /** `client`: the request came over the port; `service`: one service called another. */
  readonly origin: "client" | "service";
  /** `http://host:port` as the client wrote it; SQS makes its queue URLs from this endpoint. */
  readonly endpoint: string;
  /** The raw request: S3 reads checksum and range headers, and streams its body. */
  readonly http: HttpRequest;
  /** The raw body, if it was read into memory and is still there; undefined for a streamed body. */
  readonly body: Uint8Array | undefined;
  /** The request's verified signature; undefined where the cloud does not check signatures (`--keys any`). */
  readonly getSignature: () => Promise<VerifiedSignature | undefined>;
  /** Whether signatures are checked: for a signature inside a form, which the operation itself verifies. */
  readonly verifies: boolean;
  /** The full keys for the key id and token of a request; undefined for keys that this cloud does not know. */
  readonly deriveKeys: (shown: PresentedKeys) => Keys | undefined;
  /**
   * Makes the signal that fires when the client disconnects, or the cloud is reset or stopped: waiting work ends then.
   */
  readonly createDisconnectSignal: () => AbortSignal;
  /** Set these members to answer with another status or further headers than the schema gives (such as S3's 206). */
  readonly reply: { status?: number; readonly headers: Record<string, string> };
}

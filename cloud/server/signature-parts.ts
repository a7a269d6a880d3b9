import type { HttpRequest } from "../core/http";
import { isFormUpload } from "../protocols/rest-input";

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
  | "wrong region"
  | "unsigned headers"
  | "mismatch"
  | "expired"
  | "too far off"
  | "wrong body";

/** `AWS AKID:signature` */
const AUTHORIZATION_V2 = /^AWS ([^:\s]+):(\S+)$/;

/** S3's Signature Version 2, in the Authorization header or in a presigned URL, unverified; undefined if there is none. */
function parseSignatureV2(request: HttpRequest): SignatureParts | undefined {
  return parseHeader(request) ?? parseQuery(request);
}

function parseHeader({ headers }: HttpRequest): SignatureParts | undefined {
  const [, accessKeyId, signature] = AUTHORIZATION_V2.exec(headers["authorization"] ?? "") ?? [];
  if (accessKeyId === undefined || signature === undefined) return undefined;
  const time = headers["x-amz-date"] ?? headers["date"] ?? "";
  const sessionToken = headers["x-amz-security-token"];
  return { ...S3, accessKeyId, signature, time, expiresSeconds: undefined, sessionToken };
}

function parseQuery({ headers, query }: HttpRequest): SignatureParts | undefined {
  if (!query.includes("AWSAccessKeyId=")) return undefined;
  const fields = new URLSearchParams(query);
  const [accessKeyId, signature, time] = ["AWSAccessKeyId", "Signature", "Expires"].map((name) => fields.get(name));
  if (!accessKeyId || !signature || !time) return undefined;
  const sessionToken = headers["x-amz-security-token"] ?? fields.get("x-amz-security-token") ?? undefined;
  return { ...S3, accessKeyId, signature, time, expiresSeconds: Number(time), sessionToken };
}

/** Fixed values for the parts that Version 2 does not have. */
const S3 = { version: 2, day: "", region: "", service: "s3", signedHeaders: "" } as const;

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/;

/** Whether the request has a signature in one of the known forms, valid or not. */
export const isSigned = (request: HttpRequest): boolean =>
  parseSignature(request) !== undefined || isFormUpload(request);

/**
 * The signature in the Authorization header or in a presigned URL, unverified; undefined if there is none, or it cannot
 * be parsed.
 */
export function parseSignature(request: HttpRequest): SignatureParts | undefined {
  const [, credential, headers, signature] = AUTHORIZATION.exec(request.headers["authorization"] ?? "") ?? [];
  if (credential !== undefined && headers !== undefined && signature !== undefined) {
    const time = request.headers["x-amz-date"] ?? toSigningTime(request.headers["date"] ?? "");
    return createParts({
      credential,
      headers,
      signature,
      time,
      expiresSeconds: undefined,
      sessionToken: request.headers["x-amz-security-token"],
    });
  }
  if (!request.query.includes("X-Amz-Signature=")) return parseSignatureV2(request);
  const query = new URLSearchParams(request.query);
  const getPart = (name: string): string => query.get(name) ?? "";
  return createParts({
    credential: getPart("X-Amz-Credential"),
    headers: getPart("X-Amz-SignedHeaders"),
    signature: getPart("X-Amz-Signature"),
    time: getPart("X-Amz-Date"),
    expiresSeconds: Number(getPart("X-Amz-Expires")),
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
  });
}

/**
 * The time that a client signs where it sends `Date` alone, as boto3 does for requests that have that header.
 *
 * @param date an HTTP date, or the time itself
 * @returns an empty text if it is neither
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
function toSigningTime(date: string): string {
  if (/^\d{8}T\d{6}Z$/.test(date)) return date;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? "" : new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}

type Scope = Pick<SignatureParts, "accessKeyId" | "day" | "region" | "service">;

/** The latest credential, as a cache: a client signs with the same one all day. */
let last: { readonly credential: string; readonly scope: Scope | undefined } = { credential: "", scope: undefined };

/** Parses a credential: a key id without a slash, then day, region, service and `aws4_request`. */
function parseScope(credential: string): Scope | undefined {
  const [accessKeyId, day, region, service] = credential.split("/");
  if (!accessKeyId || day === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, day, region, service };
}

interface ParsedSignature {
  readonly credential: string;
  readonly headers: string;
  readonly signature: string;
  readonly time: string;
  readonly expiresSeconds: number | undefined;
  readonly sessionToken: string | undefined;
}

function createParts({
  credential,
  headers,
  signature,
  time,
  expiresSeconds,
  sessionToken,
}: ParsedSignature): SignatureParts | undefined {
  const scope = credential === last.credential ? last.scope : parseScope(credential);
  if (scope === undefined) return undefined;
  last = { credential, scope };
  const { accessKeyId, day, region, service } = scope;
  // Member by member: every request needs this, and spreading one object into another was a hot spot in profiles.
  return {
    version: 4,
    accessKeyId,
    day,
    region,
    service,
    signedHeaders: headers,
    signature,
    time,
    expiresSeconds,
    sessionToken,
  };
}

/**
 * AWS accepts a signature for this long before and after its time. By real time: the signer does not know the cloud's
 * clock.
 */
export const TOLERATED_MS = 15 * 60 * 1000;

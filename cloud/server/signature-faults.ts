import { AwsFault, formatBytes, type FaultDetails } from "../core/faults";
import type { HttpRequest } from "../core/http";
import type { Keys } from "../core/role-sessions";
import type { Protocol } from "../protocols/protocol";
import { createSignedTexts, getStatedHash, hashBody, parseTime } from "./signature";
import { type SignatureFailure, type SignatureParts, TOLERATED_MS } from "./signature-parts";
import { createTextToSign } from "./signature-v2";

type FaultMembers = NonNullable<FaultDetails["members"]>;
type FaultText = readonly [code: string, message: string];
/** The failures whose message names a part of the request. */
type DetailedFailure = "wrong service" | "wrong region" | "unsigned headers";

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
  "Consult the service documentation for details.";
const S3_MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
const NO_TOKEN = "The security token included in the request is invalid.";

/** AWS's own codes and texts: one row for each failure, one column for each family of protocols. */
const SPELLINGS: Readonly<
  Record<Exclude<SignatureFailure, DetailedFailure>, Readonly<Record<Protocol["family"], FaultText>>>
> = {
  missing: {
    json: ["MissingAuthenticationTokenException", "Missing Authentication Token"],
    query: ["MissingAuthenticationToken", "Request is missing Authentication Token"],
    s3: ["AccessDenied", "Access Denied"],
  },
  "unknown key": {
    json: ["UnrecognizedClientException", NO_TOKEN],
    query: ["InvalidClientTokenId", NO_TOKEN],
    s3: ["InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
  },
  mismatch: {
    json: ["InvalidSignatureException", MISMATCH],
    query: ["SignatureDoesNotMatch", MISMATCH],
    s3: ["SignatureDoesNotMatch", S3_MISMATCH],
  },
  expired: {
    json: ["InvalidSignatureException", "Signature expired."],
    query: ["SignatureDoesNotMatch", "Signature expired."],
    s3: ["AccessDenied", "Request has expired"],
  },
  "too far off": {
    json: ["InvalidSignatureException", "Signature expired: its time and the current time are too far apart."],
    query: ["SignatureDoesNotMatch", "Signature expired: its time and the current time are too far apart."],
    s3: ["RequestTimeTooSkewed", "The difference between the request time and the current time is too large."],
  },
  "wrong body": {
    json: ["InvalidSignatureException", MISMATCH],
    query: ["SignatureDoesNotMatch", MISMATCH],
    s3: ["XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."],
  },
};

/** The parts of a failed request that its fault names. */
interface FailedRequest {
  readonly family: Protocol["family"];
  readonly parts: SignatureParts | undefined;
  /** The cloud's region. */
  readonly region: string;
  /** The signing name of the service that was called. */
  readonly service: string;
  /** The headers that the signature does not cover, although it must. */
  readonly unsigned: readonly string[];
  /** What S3's fault says beside its message. */
  readonly members: FaultMembers;
}

/** The fault for an invalid signature: status 403; 400 for JSON services. */
export function createSignatureFault(failure: SignatureFailure, request: FailedRequest): AwsFault {
  const { family, members } = request;
  const status = family === "json" || (family === "s3" && failure === "wrong region") ? 400 : 403;
  const [code, message] =
    failure === "wrong service" || failure === "wrong region" || failure === "unsigned headers"
      ? getDetailedSpelling(failure, request)
      : SPELLINGS[failure][family];
  return new AwsFault(code, message, { status, members });
}

function getDetailedSpelling(failure: DetailedFailure, request: FailedRequest): FaultText {
  const { family, service, parts, unsigned } = request;
  if (family === "s3") return getS3Spelling(failure, request);
  const code = family === "json" ? "InvalidSignatureException" : "SignatureDoesNotMatch";
  if (failure === "wrong service") return [code, `Credential should be scoped to correct service: '${service}'. `];
  if (failure === "wrong region")
    return [code, `Credential should be scoped to a valid region, not '${parts?.region}'. `];
  const name = unsigned.includes("host") ? "'Host' or ':authority'" : "'X-Amz-Target'";
  return [code, `${name} must be a 'SignedHeader' in the AWS Authorization.`];
}

/**
 * The text about a region as recorded on AWS by LocalStack, 2026-02-21 (test_create_bucket_aws_global), and that of a
 * presigned URL as users logged it (aws/aws-cli, issue 4338).
 */
function getS3Spelling(failure: DetailedFailure, { parts, region }: FailedRequest): FaultText {
  if (failure === "unsigned headers")
    return ["AccessDenied", "There were headers present in the request which were not signed"];
  if (failure === "wrong service") return ["SignatureDoesNotMatch", S3_MISMATCH];
  const difference = `the region '${parts?.region}' is wrong; expecting '${region}'`;
  return parts?.expiresSeconds === undefined
    ? ["AuthorizationHeaderMalformed", `The authorization header is malformed; ${difference}`]
    : ["AuthorizationQueryParametersError", `Error parsing the X-Amz-Credential parameter; ${difference}`];
}

/** The query parameters by which S3 takes a URL for one that Version 4 has signed. */
const MARKS = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"] as const;
/** All that such a URL needs, in the order of S3's message. */
const PARAMETERS = [...MARKS, "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Expires"] as const;
const PARAMETERS_V2 = ["Signature", "Expires", "AWSAccessKeyId"] as const;
const WEEK_SECONDS = 7 * 24 * 60 * 60;

const createParametersFault = (message: string): AwsFault => new AwsFault("AuthorizationQueryParametersError", message);

/**
 * The fault for a presigned URL of S3 whose parameters are missing or malformed; undefined for any other request.
 *
 * Recorded on AWS by LocalStack, 2026-02-21 (test_s3_put_presigned_url_missing_sig_param,
 * test_presigned_double_encoded_credentials); those about X-Amz-Expires as OpenStack Swift's tests expect them of AWS.
 *
 * @param parts the request's signature; undefined if it cannot be parsed
 */
export function findParameterFault(request: HttpRequest, parts: SignatureParts | undefined): AwsFault | undefined {
  if (
    request.headers["authorization"] !== undefined ||
    !/(?:^|&)(?:X-Amz-|Signature=|AWSAccessKeyId=)/.test(request.query)
  )
    return undefined;
  const query = new URLSearchParams(request.query);
  const isMissing = (name: string): boolean => !query.get(name);
  if (MARKS.some((name) => query.has(name))) {
    if (PARAMETERS.some(isMissing))
      return createParametersFault(
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
      );
    if (parts === undefined)
      return createParametersFault(
        'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
      );
    return findExpiresFault(query.get("X-Amz-Expires") ?? "");
  }
  if (["Signature", "AWSAccessKeyId"].some((name) => query.has(name)) && PARAMETERS_V2.some(isMissing))
    return new AwsFault(
      "AccessDenied",
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
      { status: 403 },
    );
  return undefined;
}

function findExpiresFault(text: string): AwsFault | undefined {
  if (!/^-?\d+$/.test(text)) return createParametersFault("X-Amz-Expires should be a number");
  const seconds = Number(text);
  if (seconds < 0) return createParametersFault("X-Amz-Expires must be non-negative");
  if (seconds > WEEK_SECONDS)
    return createParametersFault(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${WEEK_SECONDS} seconds`,
    );
  return undefined;
}

/** A request whose signature has failed, and the keys that it names, if this cloud knows them. */
interface FailedSignature {
  readonly request: HttpRequest;
  readonly parts: SignatureParts;
  readonly body: Uint8Array | undefined;
  readonly keys: Keys | undefined;
  /** The cloud's region. */
  readonly region: string;
  /** The headers that the signature does not cover, although it must. */
  readonly unsigned: readonly string[];
}

/**
 * The members with which S3 explains a failed signature. Those of a mismatch and of an expired URL as recorded on AWS by
 * LocalStack, 2026-02-21 (test_presigned_url_signature_authentication, test_s3_presigned_url_expired).
 */
export async function explainFailure(failure: SignatureFailure, failed: FailedSignature): Promise<FaultMembers> {
  const { request, parts, body, unsigned } = failed;
  switch (failure) {
    case "mismatch":
      return explainMismatch(failed);
    case "wrong region":
      return { Region: failed.region };
    case "unknown key":
      return { AWSAccessKeyId: parts.accessKeyId };
    case "unsigned headers":
      return { HeadersNotSigned: unsigned.join(", ") };
    case "expired":
      return explainExpiry(parts);
    case "too far off":
      return { RequestTime: parts.time, ServerTime: formatTime(Date.now()), MaxAllowedSkewMilliseconds: TOLERATED_MS };
    case "wrong body":
      return {
        ClientComputedContentSHA256: getStatedHash(request),
        S3ComputedContentSHA256: hashBody(body ?? new Uint8Array()),
      };
    default:
      return {};
  }
}

async function explainMismatch({ request, parts, body, keys }: FailedSignature): Promise<FaultMembers> {
  const { canonicalRequest, stringToSign } =
    parts.version === 2 || keys === undefined
      ? { canonicalRequest: undefined, stringToSign: createTextToSign(request, parts) }
      : await createSignedTexts({ request, parts, body }, keys);
  return {
    AWSAccessKeyId: parts.accessKeyId,
    StringToSign: stringToSign,
    SignatureProvided: parts.signature,
    StringToSignBytes: formatBytes(stringToSign),
    ...(canonicalRequest === undefined
      ? {}
      : { CanonicalRequest: canonicalRequest, CanonicalRequestBytes: formatBytes(canonicalRequest) }),
  };
}

function explainExpiry(parts: SignatureParts): FaultMembers {
  const { version, time, expiresSeconds = 0 } = parts;
  const expires = version === 2 ? expiresSeconds * 1000 : parseTime(time) + expiresSeconds * 1000;
  return {
    ...(version === 2 ? {} : { "X-Amz-Expires": expiresSeconds }),
    Expires: formatTime(expires),
    ServerTime: formatTime(Date.now()),
  };
}

/** @example "2026-01-02T03:04:05Z" */
const formatTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

import { AwsFault, type FaultDetails } from "../core/faults";
import type { Protocol } from "../protocols/protocol";
import type { SignatureFailure, SignatureParts } from "./signature-parts";

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
  readonly members: NonNullable<FaultDetails["members"]>;
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

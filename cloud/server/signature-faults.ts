import { AwsFault } from "../core/faults";
import type { Protocol } from "../protocols/protocol";
import type { SignatureFailure } from "./signature-claim";

type Spelling = readonly [code: string, message: string];
/** The failures whose message names a part of the request. */
type DetailedFailure = "wrong service" | "unsigned headers";

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
  "Consult the service documentation for details.";
const S3_MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
const NO_TOKEN = "The security token included in the request is invalid.";

/** AWS's own codes and texts: one row for each failure, one column for each family of protocols. */
const SPELLINGS: Readonly<
  Record<Exclude<SignatureFailure, DetailedFailure>, Readonly<Record<Protocol["family"], Spelling>>>
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
  /** The signing name of the service that was called. */
  readonly service: string;
  /** The headers that the signature does not cover, although it must. */
  readonly unsigned: readonly string[];
}

/** The fault for an invalid signature: status 403; 400 for JSON services. */
export function createSignatureFault(failure: SignatureFailure, request: FailedRequest): AwsFault {
  const { family, unsigned } = request;
  const status = family === "json" ? 400 : 403;
  const [code, message] =
    failure === "wrong service" || failure === "unsigned headers"
      ? getDetailedSpelling(failure, request)
      : SPELLINGS[failure][family];
  const members =
    failure === "unsigned headers" && family === "s3" ? { members: { HeadersNotSigned: unsigned.join(", ") } } : {};
  return new AwsFault(code, message, { status, ...members });
}

function getDetailedSpelling(failure: DetailedFailure, { family, service, unsigned }: FailedRequest): Spelling {
  if (family === "s3")
    return failure === "unsigned headers"
      ? ["AccessDenied", "There were headers present in the request which were not signed"]
      : ["SignatureDoesNotMatch", S3_MISMATCH];
  const code = family === "json" ? "InvalidSignatureException" : "SignatureDoesNotMatch";
  if (failure === "wrong service") return [code, `Credential should be scoped to correct service: '${service}'. `];
  const name = unsigned.includes("host") ? "'Host' or ':authority'" : "'X-Amz-Target'";
  return [code, `${name} must be a 'SignedHeader' in the AWS Authorization.`];
}

import { AwsFault } from "../core/faults";
import type { Protocol } from "../protocols/protocol";
import type { SignatureFailure } from "./signature-claim";

type Spelling = readonly [code: string, message: string];

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
  "Consult the service documentation for details.";
const S3_MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
const NO_TOKEN = "The security token included in the request is invalid.";

/** AWS's own codes and texts: one row for each failure, one column for each family of protocols. */
const SPELLINGS: Readonly<Record<SignatureFailure, Readonly<Record<Protocol["family"], Spelling>>>> = {
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

/** The fault for an invalid signature: status 403; 400 for JSON services. */
export function signatureFault(failure: SignatureFailure, family: Protocol["family"]): AwsFault {
  const [code, message] = SPELLINGS[failure][family];
  return new AwsFault(code, message, { status: family === "json" ? 400 : 403 });
}

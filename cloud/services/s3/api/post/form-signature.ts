import { createHmac } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { getSigningKey } from "@smithy/signature-v4";
import type { Call } from "../../../../core/call";
import { formatBytes } from "../../../../core/faults";
import { isSameText } from "../../../../core/same-text";
import {
  createAccessDeniedFault,
  createBadSignatureFault,
  createFieldWantedFault,
  createInvalidAccessKeyIdFault,
} from "../../model/faults";

/** The credential and signature in a form: Version 4 by `x-amz-credential`, Version 2 by `AWSAccessKeyId`. */
interface FormCredential {
  readonly accessKeyId: string;
  readonly signature: string;
  /** Day, region and service; undefined for Version 2. */
  readonly scope: readonly [day: string, region: string, service: string] | undefined;
}

/**
 * Checks the signature of a form's policy. If the cloud accepts any keys, the signature must be present, but is not
 * verified.
 *
 * @returns the policy, unchanged from the form
 * @throws AwsFault AccessDenied for a form without any field of a signature, InvalidArgument for one that lacks some,
 *   InvalidAccessKeyId, SignatureDoesNotMatch
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export async function verifyPolicy(fields: ReadonlyMap<string, string>, call: Call): Promise<string> {
  const shown = findCredentials(fields);
  const policy = fields.get("policy");
  if (policy === undefined) throw createFieldWantedFault("policy");
  if (!call.verifies) return policy;
  const { accessKeyId, signature, scope } = shown;
  const keys = call.deriveKeys({ accessKeyId, sessionToken: fields.get("x-amz-security-token") });
  if (keys === undefined) throw createInvalidAccessKeyIdFault(accessKeyId);
  if (scope !== undefined && scope[2] !== "s3") throw createBadSignatureFault();
  const expected =
    scope === undefined
      ? createHmac("sha1", keys.secretAccessKey).update(policy).digest("base64")
      : createHmac("sha256", await getSigningKey(Sha256, keys, ...scope))
          .update(policy)
          .digest("hex");
  // Members as recorded on AWS by LocalStack, 2026-02-21 (test_post_request_malformed_policy).
  if (!isSameText(expected, signature))
    throw createBadSignatureFault({
      AWSAccessKeyId: accessKeyId,
      StringToSign: policy,
      SignatureProvided: signature,
      StringToSignBytes: formatBytes(policy),
    });
  return policy;
}

/** The fields of each version's signature, in the order in which S3 misses them. */
const SIGNATURE_FIELDS = [
  ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"],
  ["AWSAccessKeyId", "Signature"],
] as const;

/** Recorded on AWS by LocalStack, 2026-02-21 (test_post_request_missing_fields, test_post_request_missing_signature). */
function findCredentials(fields: ReadonlyMap<string, string>): FormCredential {
  const isThere = (name: string): boolean => fields.has(name.toLowerCase());
  const requested = SIGNATURE_FIELDS.find((names) => names.some(isThere));
  if (requested === undefined) throw createAccessDeniedFault();
  const missing = requested.find((name) => !isThere(name));
  if (missing !== undefined) throw createFieldWantedFault(missing);
  const getField = (name: string): string => fields.get(name) ?? "";
  if (requested === SIGNATURE_FIELDS[1])
    return { accessKeyId: getField("awsaccesskeyid"), signature: getField("signature"), scope: undefined };
  const [accessKeyId = "", day = "", region = "", service = ""] = getField("x-amz-credential").split("/");
  return { accessKeyId, signature: getField("x-amz-signature"), scope: [day, region, service] };
}

import { createHmac } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { getSigningKey } from "@smithy/signature-v4";
import type { Call } from "../../../../core/call";
import { isSameText } from "../../../../core/same-text";
import {
  createAccessDeniedFault,
  createBadChunkSignatureFault,
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
 * @throws AwsFault AccessDenied without a signature, InvalidAccessKeyId, SignatureDoesNotMatch
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export async function verifyPolicy(fields: ReadonlyMap<string, string>, call: Call): Promise<string> {
  const policy = fields.get("policy");
  const shown = findCredentials(fields);
  if (policy === undefined || shown === undefined) throw createAccessDeniedFault();
  if (!call.verifies) return policy;
  const { accessKeyId, signature, scope } = shown;
  const keys = call.deriveKeys({ accessKeyId, sessionToken: fields.get("x-amz-security-token") });
  if (keys === undefined) throw createInvalidAccessKeyIdFault();
  if (scope !== undefined && scope[2] !== "s3") throw createBadChunkSignatureFault();
  const expected =
    scope === undefined
      ? createHmac("sha1", keys.secretAccessKey).update(policy).digest("base64")
      : createHmac("sha256", await getSigningKey(Sha256, keys, ...scope))
          .update(policy)
          .digest("hex");
  if (!isSameText(expected, signature)) throw createBadChunkSignatureFault();
  return policy;
}

function findCredentials(fields: ReadonlyMap<string, string>): FormCredential | undefined {
  const [v4, v2] = [fields.get("x-amz-signature"), fields.get("signature")];
  if (v4 !== undefined && fields.get("x-amz-algorithm") === "AWS4-HMAC-SHA256") {
    const [accessKeyId = "", day = "", region = "", service = ""] = (fields.get("x-amz-credential") ?? "").split("/");
    return { accessKeyId, signature: v4, scope: [day, region, service] };
  }
  const accessKeyId = fields.get("awsaccesskeyid");
  return v2 === undefined || accessKeyId === undefined ? undefined : { accessKeyId, signature: v2, scope: undefined };
}

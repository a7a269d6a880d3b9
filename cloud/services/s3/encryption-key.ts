import type { Call } from "../../core/call";
import { tellKept } from "../../core/operation";
import type { Lab } from "../lab";
import { keyFor } from "../kms/key-for";
import type { Bucket } from "./store/bucket";
import { defaultLabel } from "./store/default-label";
import type { ObjectDetails } from "./store/stored-object";

/**
 * What a new object is to tell, with the ARN of the key that it or its bucket's default names. The key is a label: the answer and the log
 * say so.
 *
 * @throws AwsFault KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException
 */
export function withKey(
  lab: Lab,
  { bucket, details }: { readonly bucket: Bucket; readonly details: ObjectDetails },
  call: Pick<Call, "reply">,
): ObjectDetails {
  const label = details.kms ?? defaultLabel(bucket);
  if (label === undefined || label.isNone === true) return details;
  tellKept(lab, call.reply, "S3: encryption by a key of KMS");
  if (label.key === undefined) return details;
  const { id } = keyFor(lab.kms, label.key, (code) => `KMS.${code}`);
  return { ...details, kms: { ...label, key: lab.kms.arn(id) } };
}

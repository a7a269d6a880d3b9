import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import type { Services } from "../../framework/services";
import { findKey } from "../../kms/model/find-key";
import type { Bucket } from "../model/bucket";
import { getDefaultLabel } from "../model/default-label";
import type { ObjectDetails } from "../store/stored-object";

/** The lab cloud encrypts nothing: it only stores and returns the key. */
export const OBJECT_KEY = createStoredNote("S3: the encryption of objects by a key of KMS");

/**
 * The details of a new object, with the ARN of the KMS key that the request or the bucket's default encryption names.
 *
 * @throws AwsFault KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException
 */
export function addKey(
  services: Services,
  { bucket, details }: { readonly bucket: Bucket; readonly details: ObjectDetails },
  call: CallWithNotes<typeof OBJECT_KEY>,
): ObjectDetails {
  const label = details.kms ?? getDefaultLabel(bucket);
  if (label === undefined || label.isNone === true) return details;
  call.addNote(OBJECT_KEY);
  // Without a key of the account's own, AWS encrypts with the one that it manages for S3.
  const { id } = findKey(services.kms, label.key ?? "alias/aws/s3", (code) => `KMS.${code}`);
  return { ...details, kms: { ...label, key: services.kms.createArn(id) } };
}

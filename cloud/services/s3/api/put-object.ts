import { PutObject$, type PutObjectOutput, type PutObjectRequest } from "@aws-sdk/client-s3";
import { optional, refused, type Members } from "../../../core/members";
import { integer, streaming, string } from "../../../core/rules";
import { checkAcl } from "./access";
import { operationWithNotes } from "../../framework/operation";
import { TRACE_HEADER } from "../../sqs/model/sending/prepare-message";
import { checksumAlgorithm, checksumMembers, DEFAULT_ALGORITHM, formatChecksum } from "../model/checksums";
import { checkWrite, checkWriteForm } from "./conditions";
import { describeExpiration } from "./expiration";
import { newObjectMembers, objectMembers, otherChecksumMembers, writeConditionMembers } from "../model/fields";
import { getRequestedDetails } from "./new-object";
import type { Check } from "../model/object-store";
import { receiveUpload } from "./body/receive-upload";
import { resolveTarget, describeNewVersion } from "./request-target";
import { quoteEtag, describeEncryption } from "./spelling";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import type { Services } from "../../framework/services";
import { findKey } from "../../kms/model/keys";
import { type Bucket, getDefaultLabel } from "../model/bucket";
import type { ObjectDetails, StoredObject } from "../store/stored-object";

/** The lab cloud encrypts nothing: it only stores and returns the key. */
export const OBJECT_KEY = createStoredNote("S3: the encryption of objects with a KMS key");

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
  const usual = getDefaultLabel(bucket);
  const label = details.kms ?? usual;
  if (label === undefined || label.isNone === true) return details;
  // A request without the header gets the bucket's setting (recorded on AWS by LocalStack, 2026-02-21).
  const hasBucketKey = label.bucketKey ?? usual?.bucketKey ?? false;
  call.addNote(OBJECT_KEY);
  // Without a key of the account's own, AWS encrypts with the one that it manages for S3.
  const { id } = findKey(services.kms, label.key ?? "alias/aws/s3", (code) => `KMS.${code}`);
  return { ...details, kms: { key: services.kms.createArn(id), ...(hasBucketKey ? { bucketKey: true } : {}) } };
}

/**
 * Checks that the key that encrypts an object can be used, as reading it needs (recorded on AWS by LocalStack,
 * 2026-02-21, test_s3_sse_validate_kms_key_state).
 *
 * @throws AwsFault KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException
 */
export function requireUsableKey({ kms }: Pick<Services, "kms">, { details }: StoredObject): void {
  if (details.kms?.key !== undefined) findKey(kms, details.kms.key, (code) => `KMS.${code}`);
}

const members = {
  ...objectMembers,
  ...newObjectMembers,
  ...checksumMembers,
  ...otherChecksumMembers,
  ...writeConditionMembers,
  Body: optional(streaming()),
  ContentLength: optional(integer()),
  ContentMD5: optional(string()),
  // The algorithm that the SDK uses; the checksum itself comes in a header or trailer of its own.
  ChecksumAlgorithm: optional(checksumAlgorithm),
  WriteOffsetBytes: refused(),
} satisfies Members<PutObjectRequest>;

/**
 * Puts an object in place of any current one, completely or not at all.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export const putObject = operationWithNotes(OBJECT_KEY)(
  PutObject$,
  members,
  async (cloud, request, call): Promise<PutObjectOutput> => {
    const address = resolveTarget(cloud, request);
    checkAcl(address.bucket, request.ACL);
    const conditions = { ifMatch: request.IfMatch, ifNoneMatch: request.IfNoneMatch };
    const check: Check = (current) => checkWrite(request.Key, current, conditions);
    checkWriteForm(conditions);
    // Checked before the body is received, so that no large body is sent only to be rejected, and again afterward.
    check(cloud.s3.findObject(address));
    const details = addKey(cloud, { bucket: address.bucket, details: getRequestedDetails(request, call) }, call);
    const received = await receiveUpload(cloud.s3.blobs, { request, call }, (stated) => stated ?? DEFAULT_ALGORITHM);
    const checksum = { ...received.checksum, type: "FULL_OBJECT" } as const;
    const object = cloud.s3.putObject(
      address,
      { ...received, modifiedAt: cloud.now(), etag: received.md5, checksum, details },
      check,
    );
    cloud.s3Notifications.notifyCreated(address, object, { way: "Put", trace: call.http.headers[TRACE_HEADER] });
    return {
      ETag: quoteEtag(object.etag),
      ...formatChecksum(checksum),
      ...describeEncryption(object.details),
      ...describeExpiration(address, object),
      ...describeNewVersion(address.bucket, object),
    };
  },
);

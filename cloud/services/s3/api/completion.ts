import {
  type CompleteMultipartUploadOutput,
  UploadPartCopy$,
  type UploadPartCopyOutput,
  type UploadPartCopyRequest,
} from "@aws-sdk/client-s3";
import type { Call } from "../../../core/call";
import type { ObjectAddress } from "../model/bucket";
import { formatChecksum, formatChecksumValue } from "../model/checksums";
import { toPlainKey } from "../model/keys";
import { createEtag, unpackObject, type StoredObject } from "../store/stored-object";
import { describeExpiration } from "./expiration";
import { describeNewVersion, resolveTarget } from "./request-target";
import { describeEncryption, quoteEtag } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import { computeMultipartEtag, resolvePartAlgorithm, getListedEtag, type ListedPart } from "./multipart/join-parts";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { parseCopyRange } from "../model/byte-range";
import { copySource } from "./copy-object";
import { createCopySourceTooLargeFault } from "../model/faults";
import { copySourceMembers, customerKeyMembers, objectMembers, partNumber } from "../model/fields";
import { receiveBlob } from "../model/receive-blob";
import { MAX_UPLOAD_BYTES } from "./body/upload-body";
import { countRangeBytes, createWholeRange } from "../store/byte-range";

/** The current object of a key, if this upload made it of just these parts. */
export function findCompletedObject(
  { bucket, key }: ObjectAddress,
  id: string,
  listed: readonly ListedPart[],
): StoredObject | undefined {
  const current = bucket.uploads.has(id) ? undefined : bucket.objects.get(key);
  if (current === undefined) return undefined;
  const object = unpackObject(current);
  const isSame = object.details.uploadId === id && object.etag === computeMultipartEtag(listed.map(getListedEtag));
  return isSame ? object : undefined;
}

/**
 * With a key of KMS, only a checksum that was asked for is named (recorded on AWS by LocalStack, 2026-02-21): the caller
 * adds it.
 */
export function describeCompletion(
  address: ObjectAddress,
  object: StoredObject,
  { endpoint }: Pick<Call, "endpoint">,
): CompleteMultipartUploadOutput {
  const { bucket, key } = address;
  const Key = toPlainKey(key);
  return {
    // With `%2F` for a slash, as users logged it (aws/aws-sdk-js, issue 811).
    Location: `${endpoint}/${bucket.name}/${encodeURIComponent(Key)}`,
    Bucket: bucket.name,
    Key,
    ETag: quoteEtag(object.etag),
    ...(object.details.kms === undefined ? formatChecksum(object.checksum) : {}),
    ...describeEncryption(object.details),
    ...describeExpiration(address, object),
    ...describeNewVersion(bucket, object),
  };
}

const members = {
  ...objectMembers,
  ...copySourceMembers,
  ...customerKeyMembers,
  PartNumber: required(partNumber),
  UploadId: required(string()),
  CopySourceRange: optional(string()),
} satisfies Members<UploadPartCopyRequest>;

/**
 * Copies an object, or a range of it, as one part of a multipart upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html
 */
export const uploadPartCopy = operation(
  UploadPartCopy$,
  members,
  async (cloud, request, call): Promise<UploadPartCopyOutput> => {
    const address = resolveTarget(cloud, request);
    const upload = cloud.s3.upload(address, request.UploadId);
    const { object } = copySource(cloud, request, call);
    const range =
      request.CopySourceRange === undefined
        ? createWholeRange(object.size)
        : parseCopyRange(request.CopySourceRange, object.size);
    if (countRangeBytes(range) > MAX_UPLOAD_BYTES) throw createCopySourceTooLargeFault(MAX_UPLOAD_BYTES);
    const { checksum: stored } = upload.document;
    const { blob, size, md5, checksum } = await receiveBlob(
      cloud.s3.blobs,
      cloud.s3.blobs.readPieces(object.blob, range),
      {
        algorithm: resolvePartAlgorithm(stored, undefined),
      },
    );
    const modifiedAt = cloud.now();
    const etag = createEtag(upload.document.details, md5, () => `${upload.id} ${request.PartNumber}`);
    cloud.s3.putPart(address, upload, [
      request.PartNumber,
      { blob, size, modifiedAt, etag, ...(stored === undefined ? {} : { checksum: checksum.value }) },
    ]);
    return {
      CopyPartResult: {
        ETag: quoteEtag(etag),
        LastModified: toWholeSecondsDate(modifiedAt),
        ...(stored === undefined ? {} : formatChecksumValue(checksum)),
      },
      ...describeEncryption(upload.document.details),
    };
  },
);

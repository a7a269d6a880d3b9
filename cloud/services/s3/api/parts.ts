import { ListParts$, UploadPart$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string, integer, streaming } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { formatChecksumValue, checksumAlgorithm, checksumMembers } from "../model/checksums";
import { receiveUpload } from "./body/receive-upload";
import * as fields from "../model/fields";
import { resolveTarget } from "./request-target";
import { createInitiator, createOwner, getStorageClass, quoteEtag, describeEncryption } from "./spelling";
import { toWholeSecondsDate } from "../../../core/cloud-time";
import type { UploadChecksum, UploadedPart } from "../model/upload";
import { resolvePartAlgorithm } from "./multipart/join-parts";
import { createEtag } from "../store/stored-object";

const listPartsMembers = {
  ...fields.objectMembers,
  ...fields.customerKeyMembers,
  UploadId: required(string()),
  MaxParts: optional(fields.createPageSizeRule("max-parts", "max-parts")),
  PartNumberMarker: optional(fields.partMarker),
} satisfies Members<sdk.ListPartsRequest>;

const MAX_PARTS = 1000;

/**
 * Lists the parts of a multipart upload, by number.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export const listParts = operation(ListParts$, listPartsMembers, (cloud, request): sdk.ListPartsOutput => {
  const { parts, document } = cloud.s3.upload(resolveTarget(cloud, request), request.UploadId);
  const after = Number(request.PartNumberMarker ?? 0);
  const max = Math.min(request.MaxParts ?? MAX_PARTS, MAX_PARTS);
  const following = [...parts].filter(([number]) => number > after).sort(([a], [b]) => a - b);
  const page = following.slice(0, max);
  return {
    Bucket: request.Bucket,
    Key: request.Key,
    UploadId: request.UploadId,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.[0] ?? 0),
    MaxParts: max,
    // A page of no parts is the last one, as S3Mock's authors saw it on AWS (`list parts with max-parts zero`).
    IsTruncated: max > 0 && page.length < following.length,
    ...(page.length === 0
      ? {}
      : { Parts: page.map(([number, part]) => describeEntry(number, part, document.checksum)) }),
    Initiator: createInitiator(cloud.account),
    Owner: createOwner(cloud.account),
    StorageClass: getStorageClass(document.details),
    ...(document.checksum === undefined
      ? {}
      : { ChecksumAlgorithm: document.checksum.algorithm, ChecksumType: document.checksum.type }),
  };
});

const describeEntry = (
  PartNumber: number,
  { size, modifiedAt, etag, checksum: value }: UploadedPart,
  checksum: UploadChecksum | undefined,
): sdk.Part => ({
  PartNumber,
  LastModified: toWholeSecondsDate(modifiedAt),
  ETag: quoteEtag(etag),
  Size: size,
  ...(checksum === undefined || value === undefined
    ? {}
    : formatChecksumValue({ algorithm: checksum.algorithm, value })),
});

const uploadPartMembers = {
  ...fields.objectMembers,
  ...checksumMembers,
  ...fields.otherChecksumMembers,
  ...fields.customerKeyMembers,
  PartNumber: required(fields.partNumber),
  UploadId: required(string()),
  Body: optional(streaming()),
  ContentLength: optional(integer()),
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
} satisfies Members<sdk.UploadPartRequest>;

/**
 * Receives one part of a multipart upload, in place of any part with the same number.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export const uploadPart = operation(
  UploadPart$,
  uploadPartMembers,
  async (cloud, request, call): Promise<sdk.UploadPartOutput> => {
    const address = resolveTarget(cloud, request);
    const upload = cloud.s3.upload(address, request.UploadId);
    const { checksum: stored } = upload.document;
    let isStated = false;
    const received = await receiveUpload(cloud.s3.blobs, { request, call }, (stated) => {
      isStated = stated !== undefined;
      return resolvePartAlgorithm(stored, stated);
    });
    const { blob, size, md5, checksum } = received;
    const etag = createEtag(upload.document.details, md5, () => `${upload.id} ${request.PartNumber}`);
    const part = {
      blob,
      size,
      modifiedAt: cloud.now(),
      etag,
      ...(stored === undefined ? {} : { checksum: checksum.value }),
    };
    cloud.s3.putPart(address, upload, [request.PartNumber, part]);
    return {
      ETag: quoteEtag(etag),
      ...(isStated || stored !== undefined ? formatChecksumValue(checksum) : {}),
      ...describeEncryption(upload.document.details),
    };
  },
);

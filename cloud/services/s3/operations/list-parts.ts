import { ListParts$, type ListPartsOutput, type ListPartsRequest, type Part } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { formatChecksumValue } from "../body/checksums";
import { customerKeyMembers, objectMembers, createPageSizeRule, partMarker } from "../fields";
import { resolveTarget } from "../request-place";
import { createInitiator, createOwner, getStorageClass, quoteEtag, toWholeSecondsDate } from "../spelling";
import type { UploadChecksum, UploadedPart } from "../store/upload";

const members = {
  ...objectMembers,
  ...customerKeyMembers,
  UploadId: required(string()),
  MaxParts: optional(createPageSizeRule("max-parts", "max-parts")),
  PartNumberMarker: optional(partMarker),
} satisfies Members<ListPartsRequest>;

const MAX_PARTS = 1000;

/**
 * Lists the parts of a multipart upload, by number.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
export const listParts = operation(ListParts$, members, (cloud, request): ListPartsOutput => {
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
    IsTruncated: page.length < following.length,
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
): Part => ({
  PartNumber,
  LastModified: toWholeSecondsDate(modifiedAt),
  ETag: quoteEtag(etag),
  Size: size,
  ...(checksum === undefined || value === undefined
    ? {}
    : formatChecksumValue({ algorithm: checksum.algorithm, value })),
});

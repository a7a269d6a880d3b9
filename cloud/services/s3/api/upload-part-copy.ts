import { UploadPartCopy$, type UploadPartCopyOutput, type UploadPartCopyRequest } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { parseCopyRange } from "../model/byte-range";
import { formatChecksumValue } from "../model/checksums";
import { copySource } from "./copy-source";
import { createCopySourceTooLargeFault } from "../model/faults";
import { copySourceMembers, customerKeyMembers, objectMembers, partNumber } from "../model/fields";
import { receiveBlob } from "../model/receive-blob";
import { resolveTarget } from "./request-target";
import { quoteEtag, describeEncryption, toWholeSecondsDate } from "./spelling";
import { resolvePartAlgorithm } from "./multipart/upload-checksum";
import { MAX_UPLOAD_BYTES } from "./body/upload-body";
import { countRangeBytes, createWholeRange } from "../store/byte-range";

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
    cloud.s3.putPart(address, upload, [
      request.PartNumber,
      { blob, size, modifiedAt, etag: md5, ...(stored === undefined ? {} : { checksum: checksum.value }) },
    ]);
    return {
      CopyPartResult: {
        ETag: quoteEtag(md5),
        LastModified: toWholeSecondsDate(modifiedAt),
        ...(stored === undefined ? {} : formatChecksumValue(checksum)),
      },
      ...describeEncryption(upload.document.details),
    };
  },
);

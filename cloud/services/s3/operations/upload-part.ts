import { UploadPart$, type UploadPartOutput, type UploadPartRequest } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { integer, streaming, string } from "../../../core/rules";
import { operation } from "../../operation";
import { checksumAlgorithm, checksumMembers, formatChecksumValue } from "../body/checksums";
import { customerKeyMembers, objectMembers, otherChecksumMembers, partNumber } from "../fields";
import { receiveUpload } from "../body/receive-upload";
import { resolveTarget } from "../request-place";
import { quoteEtag, describeEncryption } from "../spelling";
import { resolvePartAlgorithm } from "../multipart/upload-checksum";

const members = {
  ...objectMembers,
  ...checksumMembers,
  ...otherChecksumMembers,
  ...customerKeyMembers,
  PartNumber: required(partNumber),
  UploadId: required(string()),
  Body: optional(streaming()),
  ContentLength: optional(integer()),
  ContentMD5: optional(string()),
  ChecksumAlgorithm: optional(checksumAlgorithm),
} satisfies Members<UploadPartRequest>;

/**
 * Receives one part of a multipart upload, in place of any part with the same number.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html
 */
export const uploadPart = operation(UploadPart$, members, async (cloud, request, call): Promise<UploadPartOutput> => {
  const address = resolveTarget(cloud, request);
  const upload = cloud.s3.upload(address, request.UploadId);
  const { checksum: stored } = upload.document;
  let isStated = false;
  const received = await receiveUpload(cloud.s3.blobs, { request, call }, (stated) => {
    isStated = stated !== undefined;
    return resolvePartAlgorithm(stored, stated);
  });
  const { blob, size, md5, checksum } = received;
  const part = {
    blob,
    size,
    modifiedAt: cloud.now(),
    etag: md5,
    ...(stored === undefined ? {} : { checksum: checksum.value }),
  };
  cloud.s3.putPart(address, upload, [request.PartNumber, part]);
  return {
    ETag: quoteEtag(md5),
    ...(isStated || stored !== undefined ? formatChecksumValue(checksum) : {}),
    ...describeEncryption(upload.document.details),
  };
});

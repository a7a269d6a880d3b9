import { UploadPart$, type UploadPartOutput, type UploadPartRequest } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { integer, streaming, string } from "../../../core/rules";
import { operation } from "../../operation";
import { checksumAlgorithm, checksumMembers, spelledValue } from "../body/checksums";
import { customerKeyMembers, objectMembers, otherChecksumMembers, partNumber } from "../fields";
import { receiveUpload } from "../body/receive-upload";
import { requestedPlace } from "../request-place";
import { quoted, toldEncryption } from "../spelling";
import { partAlgorithm } from "../multipart/upload-checksum";

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
  const place = requestedPlace(cloud, request);
  const upload = cloud.s3.upload(place, request.UploadId);
  const { checksum: kept } = upload.document;
  let isStated = false;
  const received = await receiveUpload(cloud.s3.blobs, { request, call }, (stated) => {
    isStated = stated !== undefined;
    return partAlgorithm(kept, stated);
  });
  const { blob, size, md5, checksum } = received;
  const part = {
    blob,
    size,
    modifiedAt: cloud.now(),
    etag: md5,
    ...(kept === undefined ? {} : { checksum: checksum.value }),
  };
  cloud.s3.putPart(place, upload, [request.PartNumber, part]);
  return {
    ETag: quoted(md5),
    ...(isStated || kept !== undefined ? spelledValue(checksum) : {}),
    ...toldEncryption(upload.document.details),
  };
});

import { UploadPartCopy$, type UploadPartCopyOutput, type UploadPartCopyRequest } from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { copiedRange, rangeBytes, wholeRange } from "../byte-range";
import { spelledValue } from "../body/checksums";
import { copySource } from "../copy-source";
import { copySourceTooLarge } from "../faults";
import { copySourceMembers, customerKeyMembers, objectMembers, partNumber } from "../fields";
import { receiveBlob } from "../body/receive-blob";
import { requestedPlace } from "../request-place";
import { quoted, toldEncryption, toldTime } from "../spelling";
import { partAlgorithm } from "../multipart/upload-checksum";
import { MOST_UPLOAD_BYTES } from "../body/upload-body";

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
    const place = requestedPlace(cloud, request);
    const upload = cloud.s3.upload(place, request.UploadId);
    const { object } = copySource(cloud, request, call);
    const range =
      request.CopySourceRange === undefined
        ? wholeRange(object.size)
        : copiedRange(request.CopySourceRange, object.size);
    if (rangeBytes(range) > MOST_UPLOAD_BYTES) throw copySourceTooLarge(MOST_UPLOAD_BYTES);
    const { checksum: kept } = upload.document;
    const { blob, size, md5, checksum } = await receiveBlob(cloud.s3.blobs, cloud.s3.blobs.pieces(object.blob, range), {
      algorithm: partAlgorithm(kept, undefined),
    });
    const modifiedAt = cloud.now();
    cloud.s3.putPart(place, upload, [
      request.PartNumber,
      { blob, size, modifiedAt, etag: md5, ...(kept === undefined ? {} : { checksum: checksum.value }) },
    ]);
    return {
      CopyPartResult: {
        ETag: quoted(md5),
        LastModified: toldTime(modifiedAt),
        ...(kept === undefined ? {} : spelledValue(checksum)),
      },
      ...toldEncryption(upload.document.details),
    };
  },
);

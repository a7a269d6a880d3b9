import {
  CreateMultipartUpload$,
  type CreateMultipartUploadOutput,
  type CreateMultipartUploadRequest,
} from "@aws-sdk/client-s3";
import { optional, type Members } from "../../../core/members";
import { oneOf } from "../../../core/rules";
import { checkAcl } from "../acl";
import { operationWithNotes } from "../../operation";
import { checksumAlgorithm } from "../body/checksums";
import { newObjectMembers, objectMembers } from "../fields";
import { OBJECT_KEY, addKey } from "../encryption-key";
import { getRequestedDetails } from "../new-object";
import { resolveTarget } from "../request-place";
import { describeEncryption } from "../spelling";
import { getUploadChecksum } from "../multipart/upload-checksum";

const members = {
  ...objectMembers,
  ...newObjectMembers,
  ChecksumAlgorithm: optional(checksumAlgorithm),
  ChecksumType: optional(oneOf(["COMPOSITE", "FULL_OBJECT"])),
} satisfies Members<CreateMultipartUploadRequest>;

/**
 * Begins a multipart upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html
 */
export const createMultipartUpload = operationWithNotes(OBJECT_KEY)(
  CreateMultipartUpload$,
  members,
  (cloud, request, call): CreateMultipartUploadOutput => {
    const { bucket, key } = resolveTarget(cloud, request);
    checkAcl(bucket, request.ACL);
    const checksum = getUploadChecksum(request.ChecksumAlgorithm, request.ChecksumType);
    const details = addKey(cloud, { bucket, details: getRequestedDetails(request, call) }, call);
    const id = cloud.s3.createUpload(bucket, {
      key,
      initiatedAt: cloud.now(),
      details,
      ...(checksum === undefined ? {} : { checksum }),
    });
    return {
      Bucket: request.Bucket,
      Key: request.Key,
      UploadId: id,
      ...describeEncryption(cloud.s3.upload({ bucket, key }, id).document.details),
      ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
    };
  },
);

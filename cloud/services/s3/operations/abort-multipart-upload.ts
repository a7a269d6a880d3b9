import {
  AbortMultipartUpload$,
  type AbortMultipartUploadOutput,
  type AbortMultipartUploadRequest,
} from "@aws-sdk/client-s3";
import { refused, required, type Members } from "../../../core/members";
import { string } from "../../../core/rules";
import { operation } from "../../operation";
import { objectMembers } from "../fields";
import { resolveTarget } from "../request-place";

const members = {
  ...objectMembers,
  UploadId: required(string()),
  IfMatchInitiatedTime: refused(),
} satisfies Members<AbortMultipartUploadRequest>;

/**
 * Ends a multipart upload without an object, and removes its parts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export const abortMultipartUpload = operation(
  AbortMultipartUpload$,
  members,
  (cloud, request): AbortMultipartUploadOutput => {
    const address = resolveTarget(cloud, request);
    cloud.s3.abortUpload(address.bucket, cloud.s3.upload(address, request.UploadId));
    return {};
  },
);

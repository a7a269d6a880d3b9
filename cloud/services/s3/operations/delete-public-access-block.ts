import { DeletePublicAccessBlock$, type DeletePublicAccessBlockRequest } from "@aws-sdk/client-s3";
import type { Members } from "../../../core/members";
import { operation } from "../../operation";
import { bucketMembers } from "../fields";
import { requireBucket } from "../request-place";

const members = bucketMembers satisfies Members<DeletePublicAccessBlockRequest>;

export const deletePublicAccessBlock = operation(DeletePublicAccessBlock$, members, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "publicAccessBlock", null);
});

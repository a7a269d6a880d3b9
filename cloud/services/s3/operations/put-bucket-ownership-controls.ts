import {
  PutBucketOwnershipControls$,
  type PutBucketOwnershipControlsRequest,
  type OwnershipControls,
} from "@aws-sdk/client-s3";
import { createStoredOnly } from "../../../core/telling";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { requireBucket } from "../request-place";
import { checkOwnership } from "../setting-checks";
import { createDocumentRule, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  OwnershipControls: required(createDocumentRule<OwnershipControls>()),
} satisfies Members<PutBucketOwnershipControlsRequest>;

/** Sets who owns a bucket's objects: stored only, as the lab cloud has a single account. */
export const putBucketOwnershipControls = createStoredOnly(
  "S3: who owns the objects of a bucket",
  operation(PutBucketOwnershipControls$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkOwnership(request.OwnershipControls);
    cloud.s3.setBucket(bucket, "ownershipControls", request.OwnershipControls);
  }),
);

import {
  PutPublicAccessBlock$,
  GetPublicAccessBlock$,
  DeletePublicAccessBlock$,
  type PutPublicAccessBlockRequest,
  type PublicAccessBlockConfiguration,
  type GetPublicAccessBlockOutput,
  type GetPublicAccessBlockRequest,
  type DeletePublicAccessBlockRequest,
} from "@aws-sdk/client-s3";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/setting";
import { noPublicAccessBlock } from "./setting-checks";

const putPublicAccessBlockMembers = {
  ...settingMembers,
  PublicAccessBlockConfiguration: required(createDocumentRule<PublicAccessBlockConfiguration>()),
} satisfies Members<PutPublicAccessBlockRequest>;

/** Sets which kinds of public access a bucket blocks: stored only, as nothing is public in the lab cloud. */
export const putPublicAccessBlock = createStoredOnly(
  "S3: what a bucket blocks of public access",
  operation(PutPublicAccessBlock$, putPublicAccessBlockMembers, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    cloud.s3.setBucket(bucket, "publicAccessBlock", {
      BlockPublicAcls: request.PublicAccessBlockConfiguration.BlockPublicAcls ?? false,
      IgnorePublicAcls: request.PublicAccessBlockConfiguration.IgnorePublicAcls ?? false,
      BlockPublicPolicy: request.PublicAccessBlockConfiguration.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: request.PublicAccessBlockConfiguration.RestrictPublicBuckets ?? false,
    });
  }),
);

const publicAccessBlockMembers = bucketMembers satisfies Members<GetPublicAccessBlockRequest> &
  Members<DeletePublicAccessBlockRequest>;

/** The default of buckets on AWS since April 2023. */
const DEFAULT_PUBLIC_ACCESS_BLOCK: PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Returns which kinds of public access a bucket blocks. */
export const getPublicAccessBlock = operation(
  GetPublicAccessBlock$,
  publicAccessBlockMembers,
  (cloud, request): GetPublicAccessBlockOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<PublicAccessBlockConfiguration>(bucket, "publicAccessBlock");
    if (set === null) throw noPublicAccessBlock(bucket.name);
    return { PublicAccessBlockConfiguration: set ?? DEFAULT_PUBLIC_ACCESS_BLOCK };
  },
);

export const deletePublicAccessBlock = operation(
  DeletePublicAccessBlock$,
  publicAccessBlockMembers,
  (cloud, request): void => {
    cloud.s3.setBucket(requireBucket(cloud, request), "publicAccessBlock", null);
  },
);

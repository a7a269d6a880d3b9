import {
  PutBucketVersioning$,
  GetBucketVersioning$,
  type PutBucketVersioningRequest,
  type VersioningConfiguration,
  type GetBucketVersioningOutput,
  type GetBucketVersioningRequest,
} from "@aws-sdk/client-s3";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { type Rule, NO_VIOLATIONS } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { createMalformedXmlFault } from "../model/faults";
import { createOnlyRule, bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { settingMembers } from "../model/bucket";
import { createIllegalVersioningFault } from "./setting-checks";

/** Any other word, also in lower case, does not match the schema. */
const status: Rule<"Enabled" | "Suspended"> = {
  check(value) {
    if (value !== "Enabled" && value !== "Suspended") throw createMalformedXmlFault();
    return NO_VIOLATIONS;
  },
};

const versioning = structure({
  Status: optional(status),
  MFADelete: optional(createOnlyRule("MFADelete", ["Disabled"])),
} satisfies Members<VersioningConfiguration>);

const putBucketVersioningMembers = {
  ...settingMembers,
  VersioningConfiguration: required(versioning),
  MFA: refused(),
} satisfies Members<PutBucketVersioningRequest>;

/**
 * Enables or suspends a bucket's versioning. Once enabled, versioning can only be suspended, not removed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
 */
export const putBucketVersioning = operation(
  PutBucketVersioning$,
  putBucketVersioningMembers,
  async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const { Status: status } = request.VersioningConfiguration;
    if (status === undefined) throw createIllegalVersioningFault();
    cloud.s3.setBucket(requireBucket(cloud, request), "versioning", status);
  },
);

const getBucketVersioningMembers = bucketMembers satisfies Members<GetBucketVersioningRequest>;

/** Returns whether a bucket keeps versions; empty for a bucket that never did. */
export const getBucketVersioning = operation(
  GetBucketVersioning$,
  getBucketVersioningMembers,
  (cloud, request): GetBucketVersioningOutput => {
    const { versioning } = requireBucket(cloud, request);
    return versioning === undefined ? {} : { Status: versioning };
  },
);

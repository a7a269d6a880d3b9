import { PutBucketPolicy$, type PutBucketPolicyRequest } from "@aws-sdk/client-s3";
import { keptOnly } from "../../../core/operation";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operation } from "../../operation";
import { checkDocument } from "../body/check-document";
import { malformedPolicy } from "../setting-faults";
import { requestedBucket } from "../request-place";
import { keptDocument, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  Policy: required(keptDocument<string>()),
  ConfirmRemoveSelfBucketAccess: optional(boolean()),
} satisfies Members<PutBucketPolicyRequest>;

/** Who may use a bucket: kept, not weighed. */
export const putBucketPolicy = keptOnly(
  "S3: the policy of a bucket",
  operation(PutBucketPolicy$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requestedBucket(cloud, request);
    checkPolicy(request.Policy);
    cloud.s3.setBucket(bucket, "policy", request.Policy);
    call.reply.status = 204;
  }),
);

/** @throws AwsFault MalformedPolicy if it is no document with statements */
function checkPolicy(policy: string): void {
  let read: unknown;
  try {
    read = JSON.parse(policy);
  } catch {
    read = undefined;
  }
  if (typeof read !== "object" || read === null)
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  if (!("Statement" in read)) throw malformedPolicy("Missing required field Statement");
}

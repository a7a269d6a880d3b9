import { PutBucketPolicy$, GetBucketPolicy$, DeleteBucketPolicy$, GetBucketPolicyStatus$ } from "@aws-sdk/client-s3";
import type * as sdk from "@aws-sdk/client-s3";
import { optional, required, type Members } from "../../../core/members";
import { boolean } from "../../../core/rules";
import { operationWithNotes, operation } from "../../framework/operation";
import { checkDocument } from "./body/check-document";
import { isWhollyWeighed } from "../model/denials";
import { isPublicPolicy } from "../model/public-policies";
import { parseStatements } from "../model/policy-statements";
import { bucketMembers } from "../model/fields";
import { requireBucket } from "./request-target";
import { createDocumentRule, settingMembers, getSetting } from "../model/bucket";
import { getAccessBlock } from "./access";
import { createMalformedPolicyFault, createPublicPolicyFault, noBucketPolicy } from "./setting-checks";

const putBucketPolicyMembers = {
  ...settingMembers,
  Policy: required(createDocumentRule<string>()),
  ConfirmRemoveSelfBucketAccess: optional(boolean()),
} satisfies Members<sdk.PutBucketPolicyRequest>;

const NOT_WEIGHED = {
  what: "the policy, except a Deny for everyone without a condition or with conditions on headers (stored only)",
  says: "S3: of a bucket's policy, the lab cloud weighs only what a Deny forbids everybody, without a condition or with conditions on `s3:x-amz-` headers; the rest is stored and returned",
};

/** Sets a bucket's policy. Only statements that deny everybody something are evaluated; the rest is stored, and the answer says so. */
export const putBucketPolicy = operationWithNotes(NOT_WEIGHED)(
  PutBucketPolicy$,
  putBucketPolicyMembers,
  async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requireBucket(cloud, request);
    checkPolicy(request.Policy);
    if (getAccessBlock(bucket)?.BlockPublicPolicy === true && isPublicPolicy(request.Policy))
      throw createPublicPolicyFault(call.caller.arn, bucket.name);
    cloud.s3.setBucket(bucket, "policy", request.Policy);
    if (!isWhollyWeighed(request.Policy)) call.addNote(NOT_WEIGHED);
    call.reply.status = 204;
  },
);

/** @throws AwsFault MalformedPolicy if the text isn't a policy document with statements, or allows all but some */
function checkPolicy(policy: string): void {
  let read: unknown;
  try {
    read = JSON.parse(policy);
  } catch {
    read = undefined;
  }
  if (typeof read !== "object" || read === null)
    throw createMalformedPolicyFault("Policies must be valid JSON and the first byte must be '{'");
  if (!("Statement" in read)) throw createMalformedPolicyFault("Missing required field Statement");
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html; the words are ours.
  if (parseStatements(policy).some(({ Effect, NotPrincipal }) => Effect === "Allow" && NotPrincipal !== undefined))
    throw createMalformedPolicyFault("Allow with NotPrincipal is not allowed");
}

const bucketPolicyMembers = bucketMembers satisfies Members<sdk.GetBucketPolicyRequest> &
  Members<sdk.DeleteBucketPolicyRequest>;

/** Returns a bucket's policy, as it was put. */
export const getBucketPolicy = operation(
  GetBucketPolicy$,
  bucketPolicyMembers,
  (cloud, request): sdk.GetBucketPolicyOutput => {
    const bucket = requireBucket(cloud, request);
    const set = getSetting<string>(bucket, "policy");
    if (set === undefined || set === null) throw noBucketPolicy(bucket.name);
    return { Policy: set };
  },
);

export const deleteBucketPolicy = operation(DeleteBucketPolicy$, bucketPolicyMembers, (cloud, request): void => {
  cloud.s3.setBucket(requireBucket(cloud, request), "policy", undefined);
});

const members = bucketMembers satisfies Members<sdk.GetBucketPolicyStatusRequest>;

/** Returns whether a bucket's policy makes it public. */
export const getBucketPolicyStatus = operation(
  GetBucketPolicyStatus$,
  members,
  (cloud, request): sdk.GetBucketPolicyStatusOutput => {
    const bucket = requireBucket(cloud, request);
    const policy = getSetting<string>(bucket, "policy");
    if (typeof policy !== "string") throw noBucketPolicy(bucket.name);
    return { PolicyStatus: { IsPublic: isPublicPolicy(policy) } };
  },
);

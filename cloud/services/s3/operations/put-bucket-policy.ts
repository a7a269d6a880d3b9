import { PutBucketPolicy$, type PutBucketPolicyRequest } from "@aws-sdk/client-s3";
import type { Call } from "../../../core/call";
import { optional, required, type Members } from "../../../core/members";
import { logOnce, tellInHeader } from "../../../core/operation";
import { boolean } from "../../../core/rules";
import type { Lab } from "../../lab";
import { operation } from "../../operation";
import { isWhollyWeighed } from "../bucket-policy/denials";
import { checkDocument } from "../body/check-document";
import { malformedPolicy } from "../setting-faults";
import { requestedBucket } from "../request-place";
import { keptDocument, settingMembers } from "../setting";

const members = {
  ...settingMembers,
  Policy: required(keptDocument<string>()),
  ConfirmRemoveSelfBucketAccess: optional(boolean()),
} satisfies Members<PutBucketPolicyRequest>;

/** Who may use a bucket. Only what it forbids everybody of its objects is weighed; the rest is kept, and the answer says so. */
export const putBucketPolicy = {
  ...operation(PutBucketPolicy$, members, async (cloud, request, call): Promise<void> => {
    await checkDocument(call, false);
    const bucket = requestedBucket(cloud, request);
    checkPolicy(request.Policy);
    cloud.s3.setBucket(bucket, "policy", request.Policy);
    if (!isWhollyWeighed(bucket.name, request.Policy)) tellNotWeighed(cloud, call);
    call.reply.status = 204;
  }),
  isKeptInPart: true,
};

const NOT_WEIGHED =
  "of a bucket's policy, the lab cloud weighs only what a Deny without a condition forbids everybody of objects; the rest is kept and told again";

function tellNotWeighed(cloud: Lab, { reply }: Call): void {
  tellInHeader(reply, NOT_WEIGHED);
  logOnce(cloud, `S3: ${NOT_WEIGHED}`);
}

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

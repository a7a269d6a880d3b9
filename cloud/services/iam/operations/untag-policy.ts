import { UntagPolicy$, type UntagPolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, tagKeys } from "../fields";

const members = { PolicyArn: required(arn), TagKeys: required(tagKeys) } satisfies Members<UntagPolicyRequest>;

export const untagPolicy = operation(UntagPolicy$, members, ({ iam: { policies } }, { PolicyArn, TagKeys }): void => {
  const policy = policies.requirePolicy(PolicyArn);
  policies.save({ ...policy, tags: policy.tags.filter(({ key }) => !TagKeys.includes(key)) });
});

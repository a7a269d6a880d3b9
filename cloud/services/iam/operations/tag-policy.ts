import { TagPolicy$, type TagPolicyRequest } from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { arn, tags } from "../fields";

const members = { PolicyArn: required(arn), Tags: required(tags) } satisfies Members<TagPolicyRequest>;

export const tagPolicy = operation(TagPolicy$, members, ({ iam: { policies } }, { PolicyArn, Tags }): void => {
  const policy = policies.requirePolicy(PolicyArn);
  const others = policy.tags.filter(({ key }) => !Tags.some(({ Key }) => Key === key));
  policies.save({ ...policy, tags: [...others, ...Tags.map(({ Key, Value }) => ({ key: Key, value: Value }))] });
});

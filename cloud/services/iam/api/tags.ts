import { TagPolicy$, TagRole$, ListPolicyTags$, UntagPolicy$, UntagRole$ } from "@aws-sdk/client-iam";
import type * as sdk from "@aws-sdk/client-iam";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { arn, tags, roleName, paging, tagKeys } from "../model/fields";
import { createPage } from "./page";

const tagPolicyMembers = { PolicyArn: required(arn), Tags: required(tags) } satisfies Members<sdk.TagPolicyRequest>;

export const tagPolicy = operation(TagPolicy$, tagPolicyMembers, ({ iam: { policies } }, { PolicyArn, Tags }): void => {
  const policy = policies.requirePolicy(PolicyArn);
  const others = policy.tags.filter(({ key }) => !Tags.some(({ Key }) => Key === key));
  policies.save({ ...policy, tags: [...others, ...Tags.map(({ Key, Value }) => ({ key: Key, value: Value }))] });
});

const tagRoleMembers = { RoleName: required(roleName), Tags: required(tags) } satisfies Members<sdk.TagRoleRequest>;

export const tagRole = operation(TagRole$, tagRoleMembers, ({ iam }, { RoleName, Tags }): void => {
  const role = iam.requireRole(RoleName);
  const others = role.tags.filter(({ key }) => !Tags.some(({ Key }) => Key === key));
  iam.save({ ...role, tags: [...others, ...Tags.map(({ Key, Value }) => ({ key: Key, value: Value }))] });
});

const listPolicyTagsMembers = { PolicyArn: required(arn), ...paging } satisfies Members<sdk.ListPolicyTagsRequest>;

export const listPolicyTags = operation(
  ListPolicyTags$,
  listPolicyTagsMembers,
  ({ iam }, request): sdk.ListPolicyTagsResponse => {
    const { tags } = iam.policies.requirePolicy(request.PolicyArn);
    const { items, ...page } = createPage(
      [...tags].sort((a, b) => (a.key < b.key ? -1 : 1)),
      request,
      ({ key }) => key,
    );
    return { Tags: items.map(({ key, value }) => ({ Key: key, Value: value })), ...page };
  },
);

const untagPolicyMembers = {
  PolicyArn: required(arn),
  TagKeys: required(tagKeys),
} satisfies Members<sdk.UntagPolicyRequest>;

export const untagPolicy = operation(
  UntagPolicy$,
  untagPolicyMembers,
  ({ iam: { policies } }, { PolicyArn, TagKeys }): void => {
    const policy = policies.requirePolicy(PolicyArn);
    policies.save({ ...policy, tags: policy.tags.filter(({ key }) => !TagKeys.includes(key)) });
  },
);

const untagRoleMembers = {
  RoleName: required(roleName),
  TagKeys: required(tagKeys),
} satisfies Members<sdk.UntagRoleRequest>;

export const untagRole = operation(UntagRole$, untagRoleMembers, ({ iam }, { RoleName, TagKeys }): void => {
  const role = iam.requireRole(RoleName);
  iam.save({ ...role, tags: role.tags.filter(({ key }) => !TagKeys.includes(key)) });
});

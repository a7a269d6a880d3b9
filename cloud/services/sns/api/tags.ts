import { TagResource$, ListTagsForResource$, UntagResource$ } from "@aws-sdk/client-sns";
import type * as sdk from "@aws-sdk/client-sns";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { anyText, tags, tagKeys } from "../model/fields";
import { createResourceNotFoundFault } from "../model/faults";
import type { StoredTopic, Topics } from "../model/topics";

/** The topic that a request about tags names. @throws AwsFault InvalidParameter, ResourceNotFound */
function requireTaggedTopic(sns: Topics, arn: string): StoredTopic {
  const found = sns.find(sns.parseName(arn));
  if (found === undefined) throw createResourceNotFoundFault();
  return found;
}

const tagResourceMembers = {
  ResourceArn: required(anyText),
  Tags: required(tags),
} satisfies Members<sdk.TagResourceRequest>;

export const tagResource = operation(
  TagResource$,
  tagResourceMembers,
  ({ sns }, { ResourceArn, Tags }): sdk.TagResourceResponse => {
    const topic = requireTaggedTopic(sns, ResourceArn);
    const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    sns.save({ ...topic, tags: { ...topic.tags, ...added } });
    return {};
  },
);

const listTagsForResourceMembers = { ResourceArn: required(anyText) } satisfies Members<sdk.ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  ({ sns }, { ResourceArn }): sdk.ListTagsForResourceResponse => ({
    Tags: Object.entries(requireTaggedTopic(sns, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);

const untagResourceMembers = {
  ResourceArn: required(anyText),
  TagKeys: required(tagKeys),
} satisfies Members<sdk.UntagResourceRequest>;

export const untagResource = operation(
  UntagResource$,
  untagResourceMembers,
  ({ sns }, { ResourceArn, TagKeys }): sdk.UntagResourceResponse => {
    const topic = requireTaggedTopic(sns, ResourceArn);
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    sns.save({ ...topic, tags });
    return {};
  },
);

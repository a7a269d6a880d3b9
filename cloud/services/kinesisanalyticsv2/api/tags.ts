import { TagResource$, ListTagsForResource$, UntagResource$ } from "@aws-sdk/client-kinesis-analytics-v2";
import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { resourceArn, tags, tagKeys } from "../model/fields";
import { addTags } from "../model/tags";

const tagResourceMembers = {
  ResourceARN: required(resourceArn),
  Tags: required(tags),
} satisfies Members<sdk.TagResourceRequest>;

export const tagResource = operation(
  TagResource$,
  tagResourceMembers,
  ({ kinesisanalyticsv2: { applications } }, { ResourceARN, Tags }): sdk.TagResourceResponse => {
    const app = applications.requireByArn(ResourceARN);
    applications.set({ ...app, tags: addTags(app.tags, Tags) });
    return {};
  },
);

const listTagsForResourceMembers = {
  ResourceARN: required(resourceArn),
} satisfies Members<sdk.ListTagsForResourceRequest>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  ({ kinesisanalyticsv2: { applications } }, { ResourceARN }): sdk.ListTagsForResourceResponse => ({
    Tags: Object.entries(applications.requireByArn(ResourceARN).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
);

const untagResourceMembers = {
  ResourceARN: required(resourceArn),
  TagKeys: required(tagKeys),
} satisfies Members<sdk.UntagResourceRequest>;

export const untagResource = operation(
  UntagResource$,
  untagResourceMembers,
  ({ kinesisanalyticsv2: { applications } }, { ResourceARN, TagKeys }): sdk.UntagResourceResponse => {
    const app = applications.requireByArn(ResourceARN);
    const left = Object.entries(app.tags).filter(([key]) => !TagKeys.includes(key));
    applications.set({ ...app, tags: Object.fromEntries(left) });
    return {};
  },
);

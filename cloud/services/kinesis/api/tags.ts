import {
  AddTagsToStream$,
  TagResource$,
  ListTagsForResource$,
  ListTagsForStream$,
  RemoveTagsFromStream$,
  UntagResource$,
  type AddTagsToStreamInput,
  type TagResourceInput,
  type ListTagsForResourceInput,
  type ListTagsForResourceOutput,
  type ListTagsForStreamInput,
  type ListTagsForStreamOutput,
  type RemoveTagsFromStreamInput,
  type UntagResourceInput,
} from "@aws-sdk/client-kinesis";
import { required, refused, optional, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { streamMembers, tags, streamArn, tagKey, tagKeys } from "../model/fields";
import { addTags, checkTagTexts, tagList, removeTags } from "../model/tags";

const addTagsToStreamMembers = { Tags: required(tags), ...streamMembers } satisfies Members<AddTagsToStreamInput>;

export const addTagsToStream = operation(AddTagsToStream$, addTagsToStreamMembers, (cloud, request): void => {
  checkTagTexts(cloud.kinesis.findNamed(request), Object.entries(request.Tags).flat(), "add tags to");
  addTags(cloud.kinesis, cloud.kinesis.requireStream(request), request.Tags);
});

const tagResourceMembers = {
  Tags: required(tags),
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<TagResourceInput>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): void => {
  addTags(cloud.kinesis, cloud.kinesis.requireStream({ StreamARN: request.ResourceARN }), request.Tags);
});

const listTagsForResourceMembers = {
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<ListTagsForResourceInput>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, request): ListTagsForResourceOutput => ({
    Tags: tagList(cloud.kinesis.requireStream({ StreamARN: request.ResourceARN })),
  }),
);

const listTagsForStreamMembers = {
  ...streamMembers,
  ExclusiveStartTagKey: optional(tagKey),
  Limit: optional(integer({ min: 1, max: 50 })),
} satisfies Members<ListTagsForStreamInput>;

export const listTagsForStream = operation(
  ListTagsForStream$,
  listTagsForStreamMembers,
  (cloud, request): ListTagsForStreamOutput => {
    const { ExclusiveStartTagKey: after = "", Limit: limit = 50 } = request;
    const left = tagList(cloud.kinesis.requireStream(request)).filter(({ Key }) => Key > after);
    return { Tags: left.slice(0, limit), HasMoreTags: left.length > limit };
  },
);

const removeTagsFromStreamMembers = {
  TagKeys: required(tagKeys),
  ...streamMembers,
} satisfies Members<RemoveTagsFromStreamInput>;

export const removeTagsFromStream = operation(
  RemoveTagsFromStream$,
  removeTagsFromStreamMembers,
  (cloud, request): void => {
    checkTagTexts(cloud.kinesis.findNamed(request), request.TagKeys, "remove tags from");
    removeTags(cloud.kinesis, cloud.kinesis.requireStream(request), request.TagKeys);
  },
);

const untagResourceMembers = {
  TagKeys: required(tagKeys),
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<UntagResourceInput>;

export const untagResource = operation(UntagResource$, untagResourceMembers, (cloud, request): void => {
  removeTags(cloud.kinesis, cloud.kinesis.requireStream({ StreamARN: request.ResourceARN }), request.TagKeys);
});

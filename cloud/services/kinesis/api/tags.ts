import {
  AddTagsToStream$,
  TagResource$,
  ListTagsForResource$,
  ListTagsForStream$,
  RemoveTagsFromStream$,
  UntagResource$,
} from "@aws-sdk/client-kinesis";
import type * as sdk from "@aws-sdk/client-kinesis";
import { required, refused, optional, type Members } from "../../../core/members";
import { integer } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { streamMembers, tags, streamArn, tagKey, tagKeys } from "../model/fields";
import { createBadTagsFault, createIllegalTagsFault, createTooManyTagsFault, type NamedStream } from "../model/faults";
import type { Kinesis } from "../model/kinesis";
import type { Stream } from "../model/stream";
import { MAX_TAGS } from "../model/retention";

const RIGHT = /^[\p{L}\p{N} _./=+\-%@]*$/u;

/**
 * Checks the characters of tags, which AWS does before it looks for the stream (KDS-039).
 *
 * @param subject `add tags to` or `remove tags from`, for AWS's text
 * @throws AwsFault InvalidArgumentException
 */
function checkTagTexts(stream: NamedStream, texts: readonly string[], subject: string): void {
  if (!texts.every((text) => RIGHT.test(text))) throw createBadTagsFault();
  // AWS has two checks: `%` passes the first, but not the second.
  if (texts.some((text) => text.includes("%"))) throw createIllegalTagsFault(stream, subject);
}

/** @throws AwsFault InvalidArgumentException if the stream would have more than 50 */
function addTags(kinesis: Kinesis, stream: Stream, added: Readonly<Record<string, string>>): void {
  const tags = { ...stream.stored.tags, ...added };
  if (Object.keys(tags).length > MAX_TAGS) throw createTooManyTagsFault(stream);
  kinesis.change(stream, { tags });
}

/** Removing a missing key is not an error. */
function removeTags(kinesis: Kinesis, stream: Stream, keys: readonly string[]): void {
  kinesis.change(stream, {
    tags: Object.fromEntries(Object.entries(stream.stored.tags).filter(([key]) => !keys.includes(key))),
  });
}

/** A stream's tags, by key. */
const tagList = ({ stored }: Stream): { Key: string; Value: string }[] =>
  Object.entries(stored.tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((a, b) => (a.Key < b.Key ? -1 : 1));

const addTagsToStreamMembers = { Tags: required(tags), ...streamMembers } satisfies Members<sdk.AddTagsToStreamInput>;

export const addTagsToStream = operation(AddTagsToStream$, addTagsToStreamMembers, (cloud, request): void => {
  checkTagTexts(cloud.kinesis.findNamed(request), Object.entries(request.Tags).flat(), "add tags to");
  addTags(cloud.kinesis, cloud.kinesis.requireStream(request), request.Tags);
});

const tagResourceMembers = {
  Tags: required(tags),
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<sdk.TagResourceInput>;

export const tagResource = operation(TagResource$, tagResourceMembers, (cloud, request): void => {
  addTags(cloud.kinesis, cloud.kinesis.requireStream({ StreamARN: request.ResourceARN }), request.Tags);
});

const listTagsForResourceMembers = {
  ResourceARN: required(streamArn),
  StreamId: refused(),
} satisfies Members<sdk.ListTagsForResourceInput>;

export const listTagsForResource = operation(
  ListTagsForResource$,
  listTagsForResourceMembers,
  (cloud, request): sdk.ListTagsForResourceOutput => ({
    Tags: tagList(cloud.kinesis.requireStream({ StreamARN: request.ResourceARN })),
  }),
);

const listTagsForStreamMembers = {
  ...streamMembers,
  ExclusiveStartTagKey: optional(tagKey),
  Limit: optional(integer({ min: 1, max: 50 })),
} satisfies Members<sdk.ListTagsForStreamInput>;

export const listTagsForStream = operation(
  ListTagsForStream$,
  listTagsForStreamMembers,
  (cloud, request): sdk.ListTagsForStreamOutput => {
    const { ExclusiveStartTagKey: after = "", Limit: limit = 50 } = request;
    const left = tagList(cloud.kinesis.requireStream(request)).filter(({ Key }) => Key > after);
    return { Tags: left.slice(0, limit), HasMoreTags: left.length > limit };
  },
);

const removeTagsFromStreamMembers = {
  TagKeys: required(tagKeys),
  ...streamMembers,
} satisfies Members<sdk.RemoveTagsFromStreamInput>;

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
} satisfies Members<sdk.UntagResourceInput>;

export const untagResource = operation(UntagResource$, untagResourceMembers, (cloud, request): void => {
  removeTags(cloud.kinesis, cloud.kinesis.requireStream({ StreamARN: request.ResourceARN }), request.TagKeys);
});

import { TagDeliveryStream$, ListTagsForDeliveryStream$, UntagDeliveryStream$ } from "@aws-sdk/client-firehose";
import type * as sdk from "@aws-sdk/client-firehose";
import { required, optional, type Members, type Reply } from "../../../core/members";
import { integer, list } from "../../../core/rules";
import { operation } from "../../framework/operation";
import { createTooManyTagsFault } from "../model/faults";
import { deliveryStreamName, tags, tagKey } from "../model/fields";

/** Tags as they are stored. A key that comes twice counts with its last value. */
export const tagMap = (
  tags: readonly { readonly Key: string; readonly Value?: string | undefined }[],
): Readonly<Record<string, string>> => Object.fromEntries(tags.map(({ Key, Value = "" }) => [Key, Value]));

const tagDeliveryStreamMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  Tags: required(tags),
} satisfies Members<sdk.TagDeliveryStreamInput>;

const MAX_TAGS = 50;

export const tagDeliveryStream = operation(
  TagDeliveryStream$,
  tagDeliveryStreamMembers,
  ({ firehose }, request): Reply<sdk.TagDeliveryStreamOutput> => {
    const { name, tags: before } = firehose.requireStream(request.DeliveryStreamName);
    const after = { ...before, ...tagMap(request.Tags) };
    if (Object.keys(after).length > MAX_TAGS) throw createTooManyTagsFault(MAX_TAGS);
    firehose.change(name, { tags: after });
    return {};
  },
);

const listTagsForDeliveryStreamMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  ExclusiveStartTagKey: optional(tagKey),
  Limit: optional(integer({ min: 1, max: 50 })),
} satisfies Members<sdk.ListTagsForDeliveryStreamInput>;

export const listTagsForDeliveryStream = operation(
  ListTagsForDeliveryStream$,
  listTagsForDeliveryStreamMembers,
  ({ firehose }, request): Reply<sdk.ListTagsForDeliveryStreamOutput> => {
    const { DeliveryStreamName: name, ExclusiveStartTagKey: start = "", Limit = 50 } = request;
    const all = Object.entries(firehose.requireStream(name).tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(([key]) => key > start);
    return { Tags: all.slice(0, Limit).map(([Key, Value]) => ({ Key, Value })), HasMoreTags: all.length > Limit };
  },
);

const untagDeliveryStreamMembers = {
  DeliveryStreamName: required(deliveryStreamName),
  TagKeys: required(list(tagKey, { min: 1, max: 50 })),
} satisfies Members<sdk.UntagDeliveryStreamInput>;

export const untagDeliveryStream = operation(
  UntagDeliveryStream$,
  untagDeliveryStreamMembers,
  ({ firehose }, request): Reply<sdk.UntagDeliveryStreamOutput> => {
    const { name, tags } = firehose.requireStream(request.DeliveryStreamName);
    firehose.change(name, {
      tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !request.TagKeys.includes(key))),
    });
    return {};
  },
);

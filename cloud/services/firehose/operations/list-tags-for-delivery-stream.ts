import {
  ListTagsForDeliveryStream$,
  type ListTagsForDeliveryStreamInput,
  type ListTagsForDeliveryStreamOutput,
} from "@aws-sdk/client-firehose";
import { optional, required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { deliveryStreamName, tagKey } from "../fields";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  ExclusiveStartTagKey: optional(tagKey),
  Limit: optional(integer({ min: 1, max: 50 })),
} satisfies Members<ListTagsForDeliveryStreamInput>;

export const listTagsForDeliveryStream = operation(
  ListTagsForDeliveryStream$,
  members,
  ({ firehose }, request): Reply<ListTagsForDeliveryStreamOutput> => {
    const { DeliveryStreamName: name, ExclusiveStartTagKey: start = "", Limit = 50 } = request;
    const all = Object.entries(firehose.requireStream(name).tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .filter(([key]) => key > start);
    return { Tags: all.slice(0, Limit).map(([Key, Value]) => ({ Key, Value })), HasMoreTags: all.length > Limit };
  },
);

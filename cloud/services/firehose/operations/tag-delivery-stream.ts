import {
  TagDeliveryStream$,
  type TagDeliveryStreamInput,
  type TagDeliveryStreamOutput,
} from "@aws-sdk/client-firehose";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../operation";
import { createTooManyTagsFault } from "../faults";
import { deliveryStreamName, tags } from "../fields";
import { tagMap } from "../tags";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  Tags: required(tags),
} satisfies Members<TagDeliveryStreamInput>;

const MAX_TAGS = 50;

export const tagDeliveryStream = operation(
  TagDeliveryStream$,
  members,
  ({ firehose }, request): Reply<TagDeliveryStreamOutput> => {
    const { name, tags: before } = firehose.requireStream(request.DeliveryStreamName);
    const after = { ...before, ...tagMap(request.Tags) };
    if (Object.keys(after).length > MAX_TAGS) throw createTooManyTagsFault(MAX_TAGS);
    firehose.change(name, { tags: after });
    return {};
  },
);

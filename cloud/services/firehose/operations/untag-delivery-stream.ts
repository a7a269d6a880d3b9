import {
  UntagDeliveryStream$,
  type UntagDeliveryStreamInput,
  type UntagDeliveryStreamOutput,
} from "@aws-sdk/client-firehose";
import { required, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { list } from "../../../core/rules";
import { operation } from "../../operation";
import { deliveryStreamName, tagKey } from "../fields";

const members = {
  DeliveryStreamName: required(deliveryStreamName),
  TagKeys: required(list(tagKey, { min: 1, max: 50 })),
} satisfies Members<UntagDeliveryStreamInput>;

export const untagDeliveryStream = operation(
  UntagDeliveryStream$,
  members,
  ({ firehose }, request): Reply<UntagDeliveryStreamOutput> => {
    const { name, tags } = firehose.requireStream(request.DeliveryStreamName);
    firehose.change(name, {
      tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !request.TagKeys.includes(key))),
    });
    return {};
  },
);

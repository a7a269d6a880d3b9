import {
  ListDeliveryStreams$,
  type ListDeliveryStreamsInput,
  type ListDeliveryStreamsOutput,
} from "@aws-sdk/client-firehose";
import { optional, type Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { integer } from "../../../core/rules";
import { operation } from "../../operation";
import { deliveryStreamName, deliveryStreamType } from "../fields";

const members = {
  Limit: optional(integer({ min: 1, max: 10_000 })),
  DeliveryStreamType: optional(deliveryStreamType),
  ExclusiveStartDeliveryStreamName: optional(deliveryStreamName),
} satisfies Members<ListDeliveryStreamsInput>;

export const listDeliveryStreams = operation(
  ListDeliveryStreams$,
  members,
  ({ firehose }, request): Reply<ListDeliveryStreamsOutput> => {
    const { Limit = 10, DeliveryStreamType: type, ExclusiveStartDeliveryStreamName: start = "" } = request;
    const names = firehose
      .list()
      .filter(
        ({ source }) => type === undefined || type === (source === undefined ? "DirectPut" : "KinesisStreamAsSource"),
      )
      .map(({ name }) => name)
      .filter((name) => name > start);
    return { DeliveryStreamNames: names.slice(0, Limit), HasMoreDeliveryStreams: names.length > Limit };
  },
);

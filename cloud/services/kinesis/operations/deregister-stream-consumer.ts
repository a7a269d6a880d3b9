import { DeregisterStreamConsumer$, type DeregisterStreamConsumerInput } from "@aws-sdk/client-kinesis";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { consumerArn, consumerName, streamArn } from "../fields";

const members = {
  StreamARN: optional(streamArn),
  ConsumerName: optional(consumerName),
  ConsumerARN: optional(consumerArn),
  StreamId: refused(),
} satisfies Members<DeregisterStreamConsumerInput>;

export const deregisterStreamConsumer = operation(
  DeregisterStreamConsumer$,
  members,
  ({ kinesis: { consumers } }, request): void => {
    consumers.deregister(consumers.findNamed(request));
  },
);

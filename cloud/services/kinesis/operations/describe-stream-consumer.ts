import {
  DescribeStreamConsumer$,
  type DescribeStreamConsumerInput,
  type DescribeStreamConsumerOutput,
} from "@aws-sdk/client-kinesis";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeConsumer, getStreamArn } from "../consumers";
import { consumerArn, consumerName, streamArn } from "../fields";

const members = {
  StreamARN: optional(streamArn),
  ConsumerName: optional(consumerName),
  ConsumerARN: optional(consumerArn),
  StreamId: refused(),
} satisfies Members<DescribeStreamConsumerInput>;

export const describeStreamConsumer = operation(
  DescribeStreamConsumer$,
  members,
  (cloud, request): DescribeStreamConsumerOutput => {
    const consumer = cloud.kinesis.consumers.findNamed(request);
    return { ConsumerDescription: { ...describeConsumer(consumer), StreamARN: getStreamArn(consumer) } };
  },
);

import {
  RegisterStreamConsumer$,
  DescribeStreamConsumer$,
  ListStreamConsumers$,
  DeregisterStreamConsumer$,
  type RegisterStreamConsumerInput,
  type RegisterStreamConsumerOutput,
  type DescribeStreamConsumerInput,
  type DescribeStreamConsumerOutput,
  type ListStreamConsumersInput,
  type ListStreamConsumersOutput,
  type DeregisterStreamConsumerInput,
} from "@aws-sdk/client-kinesis";
import { refused, required, optional, noted, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { describeConsumer, getStreamArn } from "../model/consumers";
import { consumerName, streamArn, consumerArn, ONE_OF_A_NAME, nextToken, time, upTo10000 } from "../model/fields";
import { openPageToken, createPageToken } from "./list-streams";

const registerStreamConsumerMembers = {
  StreamARN: required(streamArn),
  ConsumerName: required(consumerName),
  StreamId: refused(),
  Tags: refused(),
} satisfies Members<RegisterStreamConsumerInput>;

/** Registers an enhanced fan-out consumer (KDS-029). */
export const registerStreamConsumer = operation(
  RegisterStreamConsumer$,
  registerStreamConsumerMembers,
  (cloud, request): RegisterStreamConsumerOutput => {
    const stream = cloud.kinesis.requireReadable(request);
    return { Consumer: describeConsumer(cloud.kinesis.consumers.register(stream, request.ConsumerName)) };
  },
);

const streamConsumerMembers = {
  StreamARN: optional(streamArn),
  ConsumerName: optional(consumerName),
  ConsumerARN: optional(consumerArn),
  StreamId: refused(),
} satisfies Members<DescribeStreamConsumerInput> & Members<DeregisterStreamConsumerInput>;

export const describeStreamConsumer = operation(
  DescribeStreamConsumer$,
  streamConsumerMembers,
  (cloud, request): DescribeStreamConsumerOutput => {
    const consumer = cloud.kinesis.consumers.findNamed(request);
    return { ConsumerDescription: { ...describeConsumer(consumer), StreamARN: getStreamArn(consumer) } };
  },
);

const listStreamConsumersMembers = {
  StreamARN: required(streamArn),
  NextToken: optional(nextToken),
  MaxResults: optional(upTo10000),
  StreamCreationTimestamp: noted(optional(time), ONE_OF_A_NAME),
  StreamId: refused(),
} satisfies Members<ListStreamConsumersInput>;

const USUAL_CONSUMERS = 100;

export const listStreamConsumers = operation(
  ListStreamConsumers$,
  listStreamConsumersMembers,
  (cloud, request): ListStreamConsumersOutput => {
    const { NextToken: token, MaxResults: max = USUAL_CONSUMERS, StreamARN: arn } = request;
    const after = token === undefined ? "" : openPageToken(cloud.kinesis, token, cloud.now()).after;
    const left = cloud.kinesis.consumers
      .listOf(cloud.kinesis.requireStream(request))
      .filter(({ name }) => name > after);
    const page = left.slice(0, max);
    const last = page.at(-1);
    return {
      Consumers: page.map(describeConsumer),
      ...(left.length > max && last !== undefined
        ? {
            NextToken: createPageToken(
              cloud.kinesis,
              { stream: undefined, arn, after: last.name, filter: undefined },
              cloud.now(),
            ),
          }
        : {}),
    };
  },
);

export const deregisterStreamConsumer = operation(
  DeregisterStreamConsumer$,
  streamConsumerMembers,
  ({ kinesis: { consumers } }, request): void => {
    consumers.deregister(consumers.findNamed(request));
  },
);

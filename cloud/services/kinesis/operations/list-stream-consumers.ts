import {
  ListStreamConsumers$,
  type ListStreamConsumersInput,
  type ListStreamConsumersOutput,
} from "@aws-sdk/client-kinesis";
import { noted, optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeConsumer } from "../consumers";
import { ONE_OF_A_NAME, nextToken, streamArn, time, upTo10000 } from "../fields";
import { openPageToken, createPageToken } from "../page-token";

const members = {
  StreamARN: required(streamArn),
  NextToken: optional(nextToken),
  MaxResults: optional(upTo10000),
  StreamCreationTimestamp: noted(optional(time), ONE_OF_A_NAME),
  StreamId: refused(),
} satisfies Members<ListStreamConsumersInput>;

const USUAL_CONSUMERS = 100;

export const listStreamConsumers = operation(
  ListStreamConsumers$,
  members,
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

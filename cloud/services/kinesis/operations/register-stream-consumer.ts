import {
  RegisterStreamConsumer$,
  type RegisterStreamConsumerInput,
  type RegisterStreamConsumerOutput,
} from "@aws-sdk/client-kinesis";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeConsumer } from "../consumers";
import { consumerName, streamArn } from "../fields";

const members = {
  StreamARN: required(streamArn),
  ConsumerName: required(consumerName),
  StreamId: refused(),
  Tags: refused(),
} satisfies Members<RegisterStreamConsumerInput>;

/** Registers an enhanced fan-out consumer (KDS-029). */
export const registerStreamConsumer = operation(
  RegisterStreamConsumer$,
  members,
  (cloud, request): RegisterStreamConsumerOutput => {
    const stream = cloud.kinesis.requireReadable(request);
    return { Consumer: describeConsumer(cloud.kinesis.consumers.register(stream, request.ConsumerName)) };
  },
);

import type { RegisterStreamConsumerOutput } from "@aws-sdk/client-kinesis";
import { needed, createRefusedField, createTextShape } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { kinesis } from "../service";
import { deregisterStreamConsumer, registerStreamConsumer } from "../api/stream-consumers";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-streamconsumer.html */
export const streamConsumer = defineResourceType({
  type: "AWS::Kinesis::StreamConsumer",
  properties: {
    ConsumerName: needed(createTextShape()),
    StreamARN: needed(createTextShape()),
    Tags: createRefusedField(),
  },
  replacement: ["ConsumerName", "StreamARN"],
  attributes: ["ConsumerARN", "ConsumerCreationTimestamp", "ConsumerName", "ConsumerStatus", "StreamARN"],
  async create(context, { ConsumerName, StreamARN }) {
    const { Consumer } = await context.call<RegisterStreamConsumerOutput>(kinesis, registerStreamConsumer, {
      ConsumerName,
      StreamARN,
    });
    return Consumer?.ConsumerARN ?? "";
  },
  settle: async ({ cloud }, { id }) => cloud.kinesis.consumers.requireByArn(id).status === "ACTIVE",
  async remove(context, { id: ConsumerARN }) {
    await context.call(kinesis, deregisterStreamConsumer, { ConsumerARN });
  },
  isGone: ({ cloud }, { properties: { StreamARN, ConsumerName } }) => {
    const stream = cloud.kinesis.streams.find(({ arn }) => arn === StreamARN);
    return (
      stream === undefined || !cloud.kinesis.consumers.listByStream(stream).some(({ name }) => name === ConsumerName)
    );
  },
  describe({ cloud }, { id, properties: { ConsumerName, StreamARN } }) {
    const { madeAt, status } = cloud.kinesis.consumers.requireByArn(id);
    return {
      ConsumerARN: id,
      ConsumerCreationTimestamp: String(Math.floor(madeAt / 1000)),
      ConsumerName,
      ConsumerStatus: status,
      StreamARN,
    };
  },
});

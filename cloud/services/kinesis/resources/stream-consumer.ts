import type { RegisterStreamConsumerOutput } from "@aws-sdk/client-kinesis";
import { needed, refusedProperty, text } from "../../cloudformation/properties/shape";
import { resourceType } from "../../cloudformation/resource-type";
import { kinesis } from "../index";
import { deregisterStreamConsumer } from "../operations/deregister-stream-consumer";
import { registerStreamConsumer } from "../operations/register-stream-consumer";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-streamconsumer.html */
export const streamConsumer = resourceType({
  type: "AWS::Kinesis::StreamConsumer",
  properties: { ConsumerName: needed(text()), StreamARN: needed(text()), Tags: refusedProperty() },
  replacement: ["ConsumerName", "StreamARN"],
  attributes: ["ConsumerARN", "ConsumerCreationTimestamp", "ConsumerName", "ConsumerStatus", "StreamARN"],
  async create(ground, { ConsumerName, StreamARN }) {
    const { Consumer } = await ground.call<RegisterStreamConsumerOutput>(kinesis, registerStreamConsumer, {
      ConsumerName,
      StreamARN,
    });
    return Consumer?.ConsumerARN ?? "";
  },
  settle: async ({ lab }, { id }) => lab.kinesis.consumers.byArn(id).status === "ACTIVE",
  async remove(ground, { id: ConsumerARN }) {
    await ground.call(kinesis, deregisterStreamConsumer, { ConsumerARN });
  },
  isGone: ({ lab }, { properties: { StreamARN, ConsumerName } }) => {
    const stream = lab.kinesis.streams.find(({ arn }) => arn === StreamARN);
    return stream === undefined || !lab.kinesis.consumers.of(stream).some(({ name }) => name === ConsumerName);
  },
  describe({ lab }, { id, properties: { ConsumerName, StreamARN } }) {
    const { madeAt, status } = lab.kinesis.consumers.byArn(id);
    return {
      ConsumerARN: id,
      ConsumerCreationTimestamp: String(Math.floor(madeAt / 1000)),
      ConsumerName,
      ConsumerStatus: status,
      StreamARN,
    };
  },
});

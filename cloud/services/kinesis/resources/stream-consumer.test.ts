import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("AWS::Kinesis::StreamConsumer", () => {
  const cloud = useStacks();
  const createTemplate = (name: string): object =>
    createResourceTemplate(
      "AWS::Kinesis::StreamConsumer",
      { ConsumerName: name, StreamARN: { "Fn::GetAtt": "Trips.Arn" } },
      {
        attributes: ["ConsumerARN", "ConsumerCreationTimestamp", "ConsumerName", "ConsumerStatus", "StreamARN"],
        beside: { Trips: { Type: "AWS::Kinesis::Stream", Properties: { Name: "trips" } } },
      },
    );
  const listConsumers = async () => (await cloud.kinesis.listStreamConsumers({ StreamARN: STREAM_ARN })).Consumers;

  it("returns its ARN and its settings", async () => {
    await cloud.deploy(createTemplate("reader"));
    const [consumer] = (await listConsumers()) ?? [];
    const arn = consumer?.ConsumerARN ?? "";
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: arn,
      ConsumerARN: arn,
      ConsumerName: "reader",
      ConsumerStatus: "ACTIVE",
      StreamARN: STREAM_ARN,
      ConsumerCreationTimestamp: String(Math.floor((consumer?.ConsumerCreationTimestamp?.getTime() ?? 0) / 1000)),
    });
  });

  it("is replaced for a new name, and deleted with its stack", async () => {
    await cloud.deploy(createTemplate("reader"));
    expect((await cloud.update(createTemplate("other"))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await listConsumers())?.map(({ ConsumerName }) => ConsumerName)).to.deep.equal(["other"]);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });
});

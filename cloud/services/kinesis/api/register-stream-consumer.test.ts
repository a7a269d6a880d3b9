import { DeregisterStreamConsumerCommand, DescribeStreamConsumerCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";
import { STREAM, createStreams } from "../testing/streams";

const StreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";

describe("Kinesis consumers", () => {
  const cloud = useCloud();
  const streams = createStreams(cloud);
  beforeEach(() => streams.make(STREAM, 1));
  const register = (ConsumerName: string) => cloud.kinesis.registerStreamConsumer({ StreamARN, ConsumerName });
  const describeConsumer = async (ConsumerName: string) =>
    (await cloud.kinesis.describeStreamConsumer({ StreamARN, ConsumerName })).ConsumerDescription;

  it("are created within a second, and described by name and by ARN (KDS-029)", async () => {
    const { Consumer } = await register("a");
    expect(Consumer).to.deep.equal({
      ConsumerName: "a",
      ConsumerARN: `${StreamARN}/consumer/a:1893456001`,
      ConsumerStatus: "CREATING",
      ConsumerCreationTimestamp: new Date("2030-01-01T00:00:01Z"),
    });
    await cloud.advance(1);
    expect(await describeConsumer("a")).to.deep.include({ ConsumerStatus: "ACTIVE", StreamARN });
    const byArn = await cloud.kinesis.describeStreamConsumer({ ConsumerARN: Consumer?.ConsumerARN });
    expect(byArn.ConsumerDescription?.ConsumerName).to.equal("a");
    const { StreamDescriptionSummary } = await cloud.kinesis.describeStreamSummary({ StreamName: STREAM });
    expect(StreamDescriptionSummary?.ConsumerCount).to.equal(1);
  });

  it("are listed in pages, at most twenty per stream, with unique names (KDS-029)", async () => {
    for (let i = 0; i < 20; i++) await register(`c${String(i).padStart(2, "0")}`);
    expect((await catchFault(register("one-more"))).name).to.equal("LimitExceededException");
    expect((await catchFault(register("c00"))).name).to.equal("ResourceInUseException");
    const first = await cloud.kinesis.listStreamConsumers({ StreamARN, MaxResults: 19 });
    expect(first.Consumers).to.have.lengthOf(19);
    const rest = await cloud.kinesis.listStreamConsumers({ StreamARN, NextToken: first.NextToken });
    expect(rest.Consumers?.map(({ ConsumerName }) => ConsumerName)).to.deep.equal(["c19"]);
  });

  it("prevent deletion of their stream, unless it is enforced (KDS-028)", async () => {
    await register("a");
    expect((await catchFault(cloud.kinesis.deleteStream({ StreamName: STREAM }))).name).to.equal(
      "ResourceInUseException",
    );
    await cloud.kinesis.deleteStream({ StreamName: STREAM, EnforceConsumerDeletion: true });
    await cloud.advance(1);
    expect((await catchFault(describeConsumer("a"))).name).to.equal("ResourceNotFoundException");
  });

  it("are gone a second after deregistration", async () => {
    await register("a");
    await cloud.advance(1);
    await cloud.kinesis.deregisterStreamConsumer({ StreamARN, ConsumerName: "a" });
    expect((await describeConsumer("a"))?.ConsumerStatus).to.equal("DELETING");
    await cloud.advance(1);
    expect((await catchFault(describeConsumer("a"))).name).to.equal("ResourceNotFoundException");
  });

  it("also take a second to deregister during creation", async () => {
    await register("a");
    await cloud.advance(0.5);
    await cloud.kinesis.deregisterStreamConsumer({ StreamARN, ConsumerName: "a" });
    await cloud.advance(0.5);
    expect((await describeConsumer("a"))?.ConsumerStatus).to.equal("DELETING");
    await cloud.advance(0.5);
    expect((await catchFault(describeConsumer("a"))).name).to.equal("ResourceNotFoundException");
  });

  it("are identified by ARN, or by stream and name", async () => {
    await register("a");
    for (const input of [{}, { StreamARN }, { ConsumerName: "a" }])
      for (const Command of [DescribeStreamConsumerCommand, DeregisterStreamConsumerCommand])
        // The border: both commands take the same input.
        expect(await catchFault(cloud.kinesis.send(new Command(input) as DescribeStreamConsumerCommand))).to.include({
          name: "InvalidArgumentException",
          message: "Either ConsumerARN, or StreamARN and ConsumerName must be given.",
        });
    expect((await describeConsumer("a"))?.ConsumerStatus).to.equal("CREATING");
  });
});

import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::Kinesis::Stream", () => {
  const cloud = useStacks();
  const createTemplate = (properties: object): object =>
    createResourceTemplate("AWS::Kinesis::Stream", properties, { attributes: ["Arn"] });
  const readSummary = async (StreamName: string) =>
    (await cloud.kinesis.describeStreamSummary({ StreamName })).StreamDescriptionSummary;

  it("returns name and ARN, and has one shard by default (SVC-019)", async () => {
    await cloud.deploy(createTemplate({ Name: "trips" }));
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "trips",
      Arn: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
    });
    expect(await readSummary("trips")).to.include({ OpenShardCount: 1, RetentionPeriodHours: 24 });
  });

  it("is updated in place step by step, and deleted with its stack", async () => {
    await cloud.deploy(
      createTemplate({
        Name: "trips",
        ShardCount: "1",
        Tags: [
          { Key: "lab", Value: "1" },
          { Key: "old", Value: "x" },
        ],
      }),
    );
    const { StackStatus } = await cloud.update(
      createTemplate({ Name: "trips", ShardCount: 2, RetentionPeriodHours: 48, Tags: [{ Key: "lab", Value: "2" }] }),
    );
    expect(StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await readSummary("trips")).to.include({ OpenShardCount: 2, RetentionPeriodHours: 48 });
    expect((await cloud.kinesis.listTagsForStream({ StreamName: "trips" })).Tags).to.deep.equal([
      { Key: "lab", Value: "2" },
    ]);
    await cloud.remove();
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });

  it("fails and rolls the stack back if somebody deletes the stream before it is ready", async () => {
    await cloud.cfn.createStack({ StackName: "lab", TemplateBody: JSON.stringify(createTemplate({ Name: "trips" })) });
    await cloud.advance(0.01);
    expect((await readSummary("trips"))?.StreamStatus).to.equal("CREATING");
    await cloud.kinesis.deleteStream({ StreamName: "trips" });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect(Object.values(await cloud.readReasons()).join("\n")).to.include("HandlerErrorCode: NotFound");
  });

  it("is replaced for a new name", async () => {
    await cloud.deploy(createTemplate({ Name: "trips" }));
    await cloud.update(createTemplate({ Name: "journeys" }));
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal(["journeys"]);
    expect(await cloud.readOutputs()).to.include({ Ref: "journeys" });
  });

  it("requires a mode in its mode details", async () => {
    const { StackStatus } = await cloud.deploy(createTemplate({ Name: "trips", StreamModeDetails: {} }));
    expect(StackStatus).not.to.equal("CREATE_COMPLETE");
  });

  it("waits while the account creates its maximum number of streams", async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 8 }, (_none, index) => [
        `S${index}`,
        { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: 1 } },
      ]),
    );
    expect((await cloud.deploy({ Resources })).StackStatus).to.equal("CREATE_COMPLETE");
  });
});

import { expect } from "chai";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { useStacks } from "../../testing/use-stacks";

const Resources = {
  Trips: { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: 1 } },
  After: { Type: "AWS::S3::Bucket", DependsOn: "Trips" },
};

describe("stacks in a cloud that restarts", () => {
  const data = createTemporaryFolder();
  const cloud = useStacks({ data });

  it("finish being created", async () => {
    await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({ Resources, Outputs: { Bucket: { Value: { Ref: "After" } } } }),
    });
    await cloud.advance(0.3);
    expect(await cloud.readEvents())
      .to.include("Trips CREATE_IN_PROGRESS")
      .and.not.include("Trips CREATE_COMPLETE");
    await cloud.restart();
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("CREATE_COMPLETE");
    const { Buckets: [bucket] = [] } = await cloud.s3.listBuckets({});
    expect(await cloud.readOutputs()).to.deep.equal({ Bucket: bucket?.Name });
    expect((await cloud.readEvents()).filter((event) => event === "Trips CREATE_IN_PROGRESS")).to.have.length(2);
    await cloud.remove();
  });

  it("finish being updated, and finish being deleted", async () => {
    await cloud.deploy({ Resources });
    await cloud.cfn.updateStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({ Resources: { Trips: { ...Resources.Trips, Properties: { ShardCount: 2 } } } }),
    });
    await cloud.advance(0.3);
    await cloud.restart();
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(Object.keys(await cloud.readIds())).to.deep.equal(["Trips"]);
    const { Stacks: [stack] = [] } = await cloud.cfn.describeStacks({ StackName: "lab" });
    await cloud.cfn.deleteStack({ StackName: "lab" });
    await cloud.advance(0.3);
    await cloud.restart();
    expect((await cloud.waitUntilSettled(stack?.StackId)).StackStatus).to.equal("DELETE_COMPLETE");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
  });
});

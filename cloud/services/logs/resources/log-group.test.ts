import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::Logs::LogGroup and LogStream", () => {
  const cloud = useStacks();
  const listGroups = async () => (await cloud.logs.describeLogGroups({})).logGroups ?? [];

  it("a group returns its name and ARN, and updates retention, key and tags in place", async () => {
    const policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] };
    const beside = { Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy: policy } } };
    const KmsKeyId = { "Fn::GetAtt": ["Key", "Arn"] };
    const createTemplate = (properties: object): object =>
      createResourceTemplate(
        "AWS::Logs::LogGroup",
        { LogGroupName: "/lab/errors", ...properties },
        { beside, attributes: ["Arn"] },
      );
    const readTags = async () =>
      (
        await cloud.logs.listTagsForResource({
          resourceArn: "arn:aws:logs:us-east-1:000000000000:log-group:/lab/errors",
        })
      ).tags;
    await cloud.deploy(
      createTemplate({
        RetentionInDays: 7,
        KmsKeyId,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
    );
    expect(await readTags()).to.deep.equal({ a: "1", b: "2" });
    expect(await cloud.readOutputs()).to.deep.equal({
      Ref: "/lab/errors",
      Arn: "arn:aws:logs:us-east-1:000000000000:log-group:/lab/errors:*",
    });
    expect((await listGroups())[0]).to.include({ logGroupName: "/lab/errors", retentionInDays: 7 });
    expect((await listGroups())[0]?.kmsKeyId).to.match(/^arn:aws:kms:us-east-1:000000000000:key\//);
    await cloud.update(createTemplate({ Tags: [{ Key: "b", Value: "3" }] }));
    expect(await readTags()).to.deep.equal({ b: "3" });
    expect((await listGroups())[0]).to.not.have.any.keys("retentionInDays", "kmsKeyId");
    await cloud.update(createTemplate({ KmsKeyId }));
    expect((await listGroups())[0]).to.have.property("kmsKeyId");
    await cloud.remove();
    expect(await listGroups()).to.deep.equal([]);
  });

  it("a stream returns its name, is replaced for a new name, and is deleted before its group", async () => {
    const createTemplate = (LogStreamName: string): object =>
      createResourceTemplate(
        "AWS::Logs::LogStream",
        { LogGroupName: { Ref: "Group" }, LogStreamName },
        {
          beside: { Group: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "errors" } } },
        },
      );
    const listStreams = async () =>
      (await cloud.logs.describeLogStreams({ logGroupName: "errors" })).logStreams?.map(
        ({ logStreamName }) => logStreamName,
      );
    await cloud.deploy(createTemplate("first"));
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "first" });
    await cloud.update(createTemplate("second"));
    expect(await listStreams()).to.deep.equal(["second"]);
    const { StackId } = await cloud.remove();
    const events = await cloud.readEvents(StackId);
    expect(events.indexOf("It DELETE_COMPLETE")).to.be.lessThan(events.indexOf("Group DELETE_IN_PROGRESS"));
  });
});

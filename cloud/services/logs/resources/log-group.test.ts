import { expect } from "chai";
import { oneResource } from "../../cloudformation/testing/one-resource";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::Logs::LogGroup and LogStream", () => {
  const cloud = useStacks();
  const groups = async () => (await cloud.logs.describeLogGroups({})).logGroups ?? [];

  it("a group gives its name and ARN, and its retention, key and tags are changed in place", async () => {
    const policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] };
    const beside = { Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy: policy } } };
    const KmsKeyId = { "Fn::GetAtt": ["Key", "Arn"] };
    const template = (properties: object): object =>
      oneResource(
        "AWS::Logs::LogGroup",
        { LogGroupName: "/lab/errors", ...properties },
        { beside, attributes: ["Arn"] },
      );
    const tags = async () =>
      (
        await cloud.logs.listTagsForResource({
          resourceArn: "arn:aws:logs:us-east-1:000000000000:log-group:/lab/errors",
        })
      ).tags;
    await cloud.deploy(
      template({
        RetentionInDays: 7,
        KmsKeyId,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "2" },
        ],
      }),
    );
    expect(await tags()).to.deep.equal({ a: "1", b: "2" });
    expect(await cloud.outputs()).to.deep.equal({
      Ref: "/lab/errors",
      Arn: "arn:aws:logs:us-east-1:000000000000:log-group:/lab/errors:*",
    });
    expect((await groups())[0]).to.include({ logGroupName: "/lab/errors", retentionInDays: 7 });
    expect((await groups())[0]?.kmsKeyId).to.match(/^arn:aws:kms:us-east-1:000000000000:key\//);
    await cloud.update(template({ Tags: [{ Key: "b", Value: "3" }] }));
    expect(await tags()).to.deep.equal({ b: "3" });
    expect((await groups())[0]).to.not.have.any.keys("retentionInDays", "kmsKeyId");
    await cloud.update(template({ KmsKeyId }));
    expect((await groups())[0]).to.have.property("kmsKeyId");
    await cloud.remove();
    expect(await groups()).to.deep.equal([]);
  });

  it("a stream gives its name, is replaced when it is renamed, and goes before its group", async () => {
    const template = (LogStreamName: string): object =>
      oneResource(
        "AWS::Logs::LogStream",
        { LogGroupName: { Ref: "Group" }, LogStreamName },
        {
          beside: { Group: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "errors" } } },
        },
      );
    const streams = async () =>
      (await cloud.logs.describeLogStreams({ logGroupName: "errors" })).logStreams?.map(
        ({ logStreamName }) => logStreamName,
      );
    await cloud.deploy(template("first"));
    expect(await cloud.outputs()).to.deep.equal({ Ref: "first" });
    await cloud.update(template("second"));
    expect(await streams()).to.deep.equal(["second"]);
    const { StackId } = await cloud.remove();
    const events = await cloud.events(StackId);
    expect(events.indexOf("It DELETE_COMPLETE")).to.be.lessThan(events.indexOf("Group DELETE_IN_PROGRESS"));
  });
});

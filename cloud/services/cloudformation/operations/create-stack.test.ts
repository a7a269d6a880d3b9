import {
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type DescribeStackResourcesCommandInput,
} from "@aws-sdk/client-cloudformation";
import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { faultOf } from "../../../testing/use-cloud";
import { useStacks } from "../testing/use-stacks";

const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
Description: Where the trips arrive
Parameters:
  Shards: { Type: Number, Default: 2, MinValue: 1 }
Resources:
  Trips:
    Type: AWS::Kinesis::Stream
    Properties: { ShardCount: !Ref Shards }
  Archive:
    Type: AWS::S3::Bucket
    DependsOn: Trips
Outputs:
  Stream: { Value: !GetAtt Trips.Arn, Description: Where to put records }
  Bucket: { Value: !Sub "s3://\${Archive}/", Export: { Name: !Sub "\${AWS::StackName}-bucket" } }
`;

describe("cloudformation CreateStack", () => {
  const cloud = useStacks();

  it("makes a stack's resources, generates their names, and gives its outputs (SVC-013, SVC-020)", async () => {
    const { StackId = "" } = await cloud.cfn.send(new CreateStackCommand({ StackName: "lab", TemplateBody: TEMPLATE }));
    expect(StackId).to.match(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/lab\/[0-9a-f-]{36}$/);
    const begun = await cloud.cfn.send(new DescribeStacksCommand({ StackName: "lab" }));
    expect(begun.Stacks?.[0]).to.include({ StackStatus: "CREATE_IN_PROGRESS", StackId });
    expect((await cloud.settled()).StackStatus, JSON.stringify(await cloud.reasons())).to.equal("CREATE_COMPLETE");
    const ids = await cloud.ids();
    expect(ids["Trips"]).to.match(/^lab-Trips-[A-Za-z0-9]{12}$/);
    expect(ids["Archive"]).to.match(/^lab-archive-[a-z0-9]{12}$/);
    expect((await cloud.kinesis.send(new ListStreamsCommand({}))).StreamNames).to.deep.equal([ids["Trips"]]);
    expect((await cloud.s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).to.deep.equal([
      ids["Archive"],
    ]);
    expect(await cloud.outputs()).to.deep.equal({
      Stream: `arn:aws:kinesis:us-east-1:000000000000:stream/${ids["Trips"]}`,
      Bucket: `s3://${ids["Archive"]}/`,
    });
  });

  it("tells what happens in AWS's order (SVC-014)", async () => {
    await cloud.deploy(TEMPLATE);
    expect(await cloud.events()).to.deep.equal([
      "lab CREATE_IN_PROGRESS",
      "Trips CREATE_IN_PROGRESS",
      "Trips CREATE_IN_PROGRESS",
      "Trips CREATE_COMPLETE",
      "Archive CREATE_IN_PROGRESS",
      "Archive CREATE_IN_PROGRESS",
      "Archive CREATE_COMPLETE",
      "lab CREATE_COMPLETE",
    ]);
    const { StackEvents: events = [] } = await cloud.cfn.send(new DescribeStackEventsCommand({ StackName: "lab" }));
    const [, , , , started, initiated] = events;
    expect(events.at(-1)).to.include({
      ResourceStatusReason: "User Initiated",
      ResourceType: "AWS::CloudFormation::Stack",
    });
    expect(started).to.include({ LogicalResourceId: "Trips", ResourceStatus: "CREATE_COMPLETE" });
    expect(initiated).to.include({ ResourceStatusReason: "Resource creation Initiated" });
    expect(new Set(events.map(({ EventId }) => EventId)).size).to.equal(events.length);
  });

  it("refuses a name that is taken or wrong (SVC-017, SVC-018)", async () => {
    await cloud.deploy(TEMPLATE);
    const again = await faultOf(cloud.cfn.send(new CreateStackCommand({ StackName: "lab", TemplateBody: TEMPLATE })));
    expect(again).to.include({ name: "AlreadyExistsException", message: "Stack [lab] already exists" });
    expect(
      (await faultOf(cloud.cfn.send(new CreateStackCommand({ StackName: "1lab", TemplateBody: TEMPLATE })))).message,
    ).to.contain("'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern");
  });

  it("describes resources by the stack's name, by their own, or by what they are called where they are", async () => {
    await cloud.deploy(TEMPLATE);
    const { Trips: PhysicalResourceId = "" } = await cloud.ids();
    const described = async (input: DescribeStackResourcesCommandInput) =>
      (await cloud.cfn.send(new DescribeStackResourcesCommand(input))).StackResources?.map(
        ({ LogicalResourceId }) => LogicalResourceId,
      );
    const StackName = "lab";
    expect(await described({ StackName })).to.deep.equal(["Trips", "Archive"]);
    expect(await described({ StackName, LogicalResourceId: "Archive" })).to.deep.equal(["Archive"]);
    expect(await described({ StackName, LogicalResourceId: "None" })).to.deep.equal([]);
    expect(await described({ PhysicalResourceId })).to.include("Trips");
    for (const [call, message] of [
      [described({}), "Either StackName or PhysicalResourceId must be specified."],
      [described({ PhysicalResourceId: "none" }), "Stack for none does not exist"],
      [described({ StackName: "none" }), "Stack with id none does not exist"],
      [
        cloud.cfn.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId: "None" })),
        "Resource None does not exist for stack lab",
      ],
      [
        cloud.cfn.send(new DescribeStackResourceCommand({ StackName: "none", LogicalResourceId: "Trips" })),
        "Stack [none] does not exist",
      ],
    ] as const)
      expect((await faultOf(call)).message).to.equal(message);
  });

  it("deletes them again", async () => {
    expect((await cloud.deploy(TEMPLATE)).StackStatus).to.equal("CREATE_COMPLETE");
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect((await cloud.kinesis.send(new ListStreamsCommand({}))).StreamNames).to.deep.equal([]);
    expect((await cloud.s3.send(new ListBucketsCommand({}))).Buckets ?? []).to.deep.equal([]);
    expect(await faultOf(cloud.cfn.send(new DescribeStacksCommand({ StackName: "lab" })))).to.include({
      name: "ValidationError",
      message: "Stack with id lab does not exist",
    });
  });
});

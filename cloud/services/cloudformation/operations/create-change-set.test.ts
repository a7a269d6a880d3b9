import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
  type CreateChangeSetCommandInput,
} from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { faultOf } from "../../../testing/use-cloud";
import { useStacks } from "../testing/use-stacks";

const template = (shards: number, more: object = {}): string =>
  JSON.stringify({
    Resources: {
      Trips: { Type: "AWS::Kinesis::Stream", Properties: { Name: "trips", ShardCount: shards } },
      Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "${Trips}-jobs" } } },
      ...more,
    },
  });

describe("cloudformation change sets", () => {
  const cloud = useStacks();
  const plan = (TemplateBody: string, more: Partial<CreateChangeSetCommandInput> = {}) =>
    cloud.cfn.send(new CreateChangeSetCommand({ StackName: "lab", ChangeSetName: "first", TemplateBody, ...more }));
  const described = (ChangeSetName = "first") =>
    cloud.cfn.send(new DescribeChangeSetCommand({ StackName: "lab", ChangeSetName }));

  it("make a stack, after it was reviewed (SVC-014)", async () => {
    await plan(template(1), { ChangeSetType: "CREATE" });
    expect((await cloud.cfn.send(new DescribeStacksCommand({ StackName: "lab" }))).Stacks?.[0]?.StackStatus).to.equal(
      "REVIEW_IN_PROGRESS",
    );
    const { Changes, ...found } = await described();
    expect(found).to.include({ Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE" });
    expect(
      Changes?.map(({ ResourceChange }) => `${ResourceChange?.Action} ${ResourceChange?.LogicalResourceId}`),
    ).to.deep.equal(["Add Trips", "Add Jobs"]);
    await cloud.cfn.send(new ExecuteChangeSetCommand({ StackName: "lab", ChangeSetName: "first" }));
    expect((await cloud.settled()).StackStatus).to.equal("CREATE_COMPLETE");
    expect((await cloud.events()).slice(0, 2)).to.deep.equal(["lab REVIEW_IN_PROGRESS", "lab CREATE_IN_PROGRESS"]);
  });

  it("take what the CDK says beside them, and refuse what it could ask for", async () => {
    await plan(template(1), {
      ChangeSetType: "CREATE",
      ImportExistingResources: true,
      DeploymentConfig: { Mode: "STANDARD" },
      Parameters: [],
      Tags: [],
      IncludeNestedStacks: true,
    });
    expect(await described()).to.include({ Status: "CREATE_COMPLETE" });
    for (const [value, member, more] of [
      ["EXPRESS", "DeploymentConfig.Mode", { ChangeSetType: "CREATE", DeploymentConfig: { Mode: "EXPRESS" } }],
      ["IMPORT", "ChangeSetType", { ChangeSetType: "IMPORT" }],
    ] as const) {
      expect(await faultOf(plan(template(1), { ChangeSetName: "second", ...more })), value).to.include({
        name: "NotImplemented",
        message: `The lab cloud does not emulate the value '${value}' of the member '${member}'.`,
      });
    }
  });

  it("say what an update would replace, change, add and remove", async () => {
    await cloud.deploy(template(1, { Old: { Type: "AWS::S3::Bucket" } }));
    await plan(template(2, { New: { Type: "AWS::S3::Bucket" } }).replace('"Name":"trips"', '"Name":"journeys"'));
    const { Changes = [] } = await described();
    expect(
      Changes.map(({ ResourceChange: change }) => [change?.Action, change?.LogicalResourceId, change?.Replacement]),
    ).to.deep.equal([
      ["Add", "New", undefined],
      ["Modify", "Trips", "True"],
      ["Modify", "Jobs", "Conditional"],
      ["Remove", "Old", undefined],
    ]);
    expect(
      Changes[1]?.ResourceChange?.Details?.map(({ Target }) => [Target?.Name, Target?.RequiresRecreation]),
    ).to.deep.equal([
      ["Name", "Always"],
      ["ShardCount", "Never"],
    ]);
    await cloud.cfn.send(new ExecuteChangeSetCommand({ StackName: "lab", ChangeSetName: "first" }));
    expect((await cloud.settled()).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await cloud.ids())["Jobs"]).to.match(/journeys-jobs$/);
  });

  it("say what changes in a template of diamonds, in which the ways between resources double with each layer", async () => {
    const queue = (at: number, size: number) => ({
      Type: "AWS::SQS::Queue",
      DependsOn: at < 2 ? [] : [at - (at % 2) - 2, at - (at % 2) - 1].map((below) => `Queue${below}`),
      Properties: { MaximumMessageSize: size },
    });
    const diamonds = (size: number) => ({
      Resources: Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`Queue${at}`, queue(at, size)])),
    });
    await cloud.deploy(diamonds(1024));
    await plan(JSON.stringify(diamonds(2048)));
    const { Changes = [] } = await described();
    expect(Changes.map(({ ResourceChange }) => ResourceChange?.Action)).to.deep.equal(Array(80).fill("Modify"));
  });

  it("fail in AWS's words when there is nothing to change", async () => {
    await cloud.deploy(template(1));
    await plan(template(1));
    expect(await described()).to.include({
      Status: "FAILED",
      ExecutionStatus: "UNAVAILABLE",
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    expect(
      await faultOf(cloud.cfn.send(new ExecuteChangeSetCommand({ StackName: "lab", ChangeSetName: "first" }))),
    ).to.include({ name: "InvalidChangeSetStatusException" });
  });

  it("are listed and deleted; a stack that is there is not made again", async () => {
    await cloud.deploy(template(1));
    await plan(template(2));
    const list = async () =>
      (await cloud.cfn.send(new ListChangeSetsCommand({ StackName: "lab" }))).Summaries?.map(
        ({ ChangeSetName }) => ChangeSetName,
      );
    expect(await list()).to.deep.equal(["first"]);
    await cloud.cfn.send(new DeleteChangeSetCommand({ StackName: "lab", ChangeSetName: "first" }));
    expect(await list()).to.deep.equal([]);
    expect((await faultOf(described())).message).to.equal("ChangeSet [first] does not exist");
    expect((await faultOf(plan(template(2), { ChangeSetType: "CREATE" }))).message).to.equal(
      "Stack [lab] already exists and cannot be created again with the changeSet [first].",
    );
    expect((await faultOf(plan(template(2), { StackName: "none" }))).message).to.equal("Stack [none] does not exist");
  });
});

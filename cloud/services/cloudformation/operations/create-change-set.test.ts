import type { CreateChangeSetCommandInput, OnStackFailure } from "@aws-sdk/client-cloudformation";
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
    cloud.cfn.createChangeSet({ StackName: "lab", ChangeSetName: "first", TemplateBody, ...more });
  const described = (ChangeSetName = "first") => cloud.cfn.describeChangeSet({ StackName: "lab", ChangeSetName });

  it("make a stack, after it was reviewed (SVC-014)", async () => {
    await plan(template(1), { ChangeSetType: "CREATE" });
    expect((await cloud.cfn.describeStacks({ StackName: "lab" })).Stacks?.[0]?.StackStatus).to.equal(
      "REVIEW_IN_PROGRESS",
    );
    const { Changes, ...found } = await described();
    expect(found).to.include({ Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE" });
    expect(
      Changes?.map(({ ResourceChange }) => `${ResourceChange?.Action} ${ResourceChange?.LogicalResourceId}`),
    ).to.deep.equal(["Add Trips", "Add Jobs"]);
    await cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" });
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
    await cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect((await cloud.settled()).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await cloud.ids())["Jobs"]).to.match(/journeys-jobs$/);
  });

  it("name what changes of a resource in the order of the names", async () => {
    const queue = (VisibilityTimeout: number, DelaySeconds: number) =>
      JSON.stringify({
        Resources: { Jobs: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout, DelaySeconds } } },
      });
    await cloud.deploy(queue(30, 1));
    await plan(queue(40, 2));
    const { Changes: [change] = [] } = await described();
    expect(change?.ResourceChange?.Details?.map(({ Target }) => Target?.Name)).to.deep.equal([
      "DelaySeconds",
      "VisibilityTimeout",
    ]);
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

  it("say what of a resource changes, and how sure that is", async () => {
    const tags = (Value: string): object => ({ Tags: [{ Key: "lab", Value }] });
    const made = (Zulu: object, rest: object = {}): object => ({
      Resources: {
        Zulu: { Type: "AWS::SQS::Queue", Properties: Zulu, ...rest },
        Alarmed: {
          Type: "AWS::SNS::Topic",
          Properties: { DisplayName: { "Fn::GetAtt": ["Zulu", "QueueName"] }, TopicName: "alarmed" },
        },
      },
      Outputs: { Part: { Value: { "Fn::Select": [4, { "Fn::Split": ["/", { Ref: "Zulu" }] }] } } },
    });
    const queue = { QueueName: "z", DelaySeconds: 1, ...tags("1") };
    await cloud.deploy(made(queue));
    const target = (Attribute: string, more: object): object => ({
      Target: { Attribute, ...more },
      ...{ Evaluation: "Static", ChangeSource: "DirectModification" },
    });
    const never = { RequiresRecreation: "Never" };
    const property = (Name: string, recreation: object = never): object =>
      target("Properties", { Name, ...recreation });
    const always = { RequiresRecreation: "Always" };
    const cases: readonly (readonly [template: object, scope: readonly string[], details: readonly object[]])[] = [
      [made({ ...queue, DelaySeconds: 2 }), ["Properties"], [property("DelaySeconds")]],
      [made({ ...queue, ...tags("2") }), ["Tags"], [target("Tags", never)]],
      [made(queue, { Metadata: { of: "ours" } }), ["Metadata"], []],
      [made(queue, { DeletionPolicy: "Retain" }), ["Metadata"], []],
      [
        made({ VisibilityTimeout: 9, ...tags("2"), DelaySeconds: 2, QueueName: "z" }, { Metadata: { of: "ours" } }),
        ["Properties", "Tags", "Metadata"],
        [property("DelaySeconds"), target("Tags", never), property("VisibilityTimeout")],
      ],
    ];
    for (const [at, [changed, Scope, Details]] of cases.entries()) {
      await plan(JSON.stringify(changed), { ChangeSetName: `case-${at}` });
      const { Changes = [] } = await described(`case-${at}`);
      expect(Changes.map(({ ResourceChange: change }) => change?.LogicalResourceId)).to.deep.equal(["Zulu"]);
      const { Zulu: PhysicalResourceId } = await cloud.ids();
      expect(Changes[0]).to.deep.equal({
        Type: "Resource",
        ResourceChange: {
          ...{ Action: "Modify", LogicalResourceId: "Zulu", PhysicalResourceId, ResourceType: "AWS::SQS::Queue" },
          ...{ Replacement: "False", Scope, Details },
        },
      });
    }
    await plan(JSON.stringify(made({ ...queue, QueueName: "y" })), { ChangeSetName: "replaces" });
    const { Changes = [] } = await described("replaces");
    expect(
      Changes.map(({ ResourceChange: change }) => [change?.LogicalResourceId, change?.Replacement, change?.Details]),
    ).to.deep.equal([
      ["Zulu", "True", [property("QueueName", always)]],
      [
        ...["Alarmed", "False"],
        [{ ...property("DisplayName"), Evaluation: "Dynamic", ChangeSource: "ResourceReference" }],
      ],
    ]);
    // What is the same but for the order of its keys, is the same.
    await plan(JSON.stringify(made({ ...tags("1"), DelaySeconds: 1, QueueName: "z" })), { ChangeSetName: "same" });
    expect(await described("same")).to.include({ Status: "FAILED" });
  });

  it("belong to one stack, are told with all that was said, and make what was never there", async () => {
    await cloud.deploy(template(1));
    const bad = { Bad: { Type: "AWS::S3::Bucket", Properties: { BucketName: "Not_A_Bucket" } } };
    const other = { Resources: { Jobs: { Type: "AWS::SQS::Queue" }, ...bad } };
    await cloud.deploy(other, { StackName: "other", DisableRollback: true });
    const { Id, StackId } = await plan(template(2), {
      ...{ Description: "two", Capabilities: ["CAPABILITY_IAM"], OnStackFailure: "DO_NOTHING" },
      Tags: [{ Key: "lab", Value: "1" }],
    });
    await plan(JSON.stringify(other).replace("Not_A_Bucket", "a-bucket"), { StackName: "other" });
    const { CreationTime, Changes, ...found } = await described();
    expect(Changes).to.have.length(2);
    expect(CreationTime?.getTime()).to.equal(cloud.running.clock.now());
    const names = { ChangeSetName: "first", ChangeSetId: Id, StackId, StackName: "lab", Description: "two" };
    const ready = { Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE", IncludeNestedStacks: false };
    expect({ ...found, $metadata: undefined }).to.deep.equal({
      ...{ ...names, ...ready, $metadata: undefined, Parameters: [], NotificationARNs: [], RollbackConfiguration: {} },
      ...{ Capabilities: ["CAPABILITY_IAM"], Tags: [{ Key: "lab", Value: "1" }], OnStackFailure: "DO_NOTHING" },
    });
    const { Summaries } = await cloud.cfn.listChangeSets({ StackName: "lab" });
    expect(Summaries).to.deep.equal([{ ...names, ...ready, CreationTime }]);
    // Of the failed stack one resource was never there.
    const { Changes: ofOther = [], StackName } = await cloud.cfn.describeChangeSet({
      StackName: "other",
      ChangeSetName: "first",
    });
    expect([
      ...[StackName, ...ofOther.map(({ ResourceChange: one }) => `${one?.Action} ${one?.LogicalResourceId}`)],
    ]).to.deep.equal(["other", "Add Bad"]);
    expect((await cloud.cfn.describeChangeSet({ ChangeSetName: Id })).StackName).to.equal("lab");
    for (const [call, message] of [
      [
        cloud.cfn.describeChangeSet({ ChangeSetName: "first" }),
        "StackName must be specified if ChangeSetName is not specified as an ARN.",
      ],
      [described("none"), "ChangeSet [none] does not exist"],
      [plan(template(3)), "ChangeSet first cannot be created due to a mismatch with existing attribute"],
      [cloud.cfn.describeChangeSet({ ChangeSetName: `${Id}0` }), `ChangeSet [${Id}0] does not exist`],
    ] as const)
      expect((await faultOf(call)).message).to.contain(message);
    await plan(template(3), { ChangeSetName: "second" });
    await cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect(await cloud.settled()).to.deep.include({
      ...{ ChangeSetId: Id, StackStatus: "UPDATE_COMPLETE", DisableRollback: true },
    });
    // The others of this stack no longer fit it; those of other stacks do.
    const left = async (stack: string) =>
      (await cloud.cfn.listChangeSets({ StackName: stack })).Summaries?.map(({ ChangeSetName, ExecutionStatus }) => [
        ChangeSetName,
        ExecutionStatus,
      ]);
    expect(await left("lab")).to.deep.equal([["first", "EXECUTE_COMPLETE"]]);
    expect(await left("other")).to.deep.equal([["first", "AVAILABLE"]]);
  });

  it("say, or leave to their execution, what happens to a new stack that fails", async () => {
    const bad = JSON.stringify({
      Resources: { A: { Type: "AWS::S3::Bucket", Properties: { BucketName: "Not_A_Bucket" } } },
    });
    const cases: readonly (readonly [
      OnStackFailure: OnStackFailure | undefined,
      DisableRollback: boolean | undefined,
      end: string,
    ])[] = [
      [undefined, undefined, "ROLLBACK_COMPLETE"],
      [undefined, false, "ROLLBACK_COMPLETE"],
      [undefined, true, "CREATE_FAILED"],
      ["ROLLBACK", undefined, "ROLLBACK_COMPLETE"],
      ["DO_NOTHING", undefined, "CREATE_FAILED"],
      ["DELETE", undefined, "DELETE_COMPLETE"],
    ];
    for (const [at, [OnStackFailure, DisableRollback, end]] of cases.entries()) {
      const named = { StackName: `lab-${at}`, ChangeSetName: "first" };
      const { StackId } = await plan(bad, { ...named, ChangeSetType: "CREATE", OnStackFailure });
      await cloud.cfn.executeChangeSet({ ...named, DisableRollback });
      expect(await cloud.settled(StackId), named.StackName).to.include({
        ...{ StackStatus: end, DisableRollback: end === "CREATE_FAILED" },
      });
    }
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
    expect(await faultOf(cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" }))).to.include({
      name: "InvalidChangeSetStatusException",
    });
  });

  it("are listed and deleted; a stack that is there is not made again", async () => {
    await cloud.deploy(template(1));
    await plan(template(2));
    const list = async () =>
      (await cloud.cfn.listChangeSets({ StackName: "lab" })).Summaries?.map(({ ChangeSetName }) => ChangeSetName);
    expect(await list()).to.deep.equal(["first"]);
    await cloud.cfn.deleteChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect(await list()).to.deep.equal([]);
    expect((await faultOf(described())).message).to.equal("ChangeSet [first] does not exist");
    expect((await faultOf(plan(template(2), { ChangeSetType: "CREATE" }))).message).to.equal(
      "Stack [lab] already exists and cannot be created again with the changeSet [first].",
    );
    expect((await faultOf(plan(template(2), { StackName: "none" }))).message).to.equal("Stack [none] does not exist");
  });
});

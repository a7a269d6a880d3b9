import type { CreateChangeSetCommandInput, OnStackFailure } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { catchFault } from "../../../testing/use-cloud";
import { useStacks } from "../testing/use-stacks";

const createTemplate = (shards: number, more: object = {}): string =>
  JSON.stringify({
    Resources: {
      Trips: { Type: "AWS::Kinesis::Stream", Properties: { Name: "trips", ShardCount: shards } },
      Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "${Trips}-jobs" } } },
      ...more,
    },
  });

describe("CloudFormation change sets", () => {
  const cloud = useStacks();
  const plan = (TemplateBody: string, more: Partial<CreateChangeSetCommandInput> = {}) =>
    cloud.cfn.createChangeSet({ StackName: "lab", ChangeSetName: "first", TemplateBody, ...more });
  const readDescription = (ChangeSetName = "first") => cloud.cfn.describeChangeSet({ StackName: "lab", ChangeSetName });

  it("create a stack after review (SVC-014)", async () => {
    await plan(createTemplate(1), { ChangeSetType: "CREATE" });
    expect((await cloud.cfn.describeStacks({ StackName: "lab" })).Stacks?.[0]?.StackStatus).to.equal(
      "REVIEW_IN_PROGRESS",
    );
    const { Changes, ...found } = await readDescription();
    expect(found).to.include({ Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE" });
    expect(
      Changes?.map(({ ResourceChange }) => `${ResourceChange?.Action} ${ResourceChange?.LogicalResourceId}`),
    ).to.deep.equal(["Add Trips", "Add Jobs"]);
    await cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("CREATE_COMPLETE");
    expect((await cloud.readEvents()).slice(0, 2)).to.deep.equal(["lab REVIEW_IN_PROGRESS", "lab CREATE_IN_PROGRESS"]);
  });

  it("accept the CDK's extra parameters, and reject other unsupported ones", async () => {
    await plan(createTemplate(1), {
      ChangeSetType: "CREATE",
      ImportExistingResources: true,
      DeploymentConfig: { Mode: "STANDARD" },
      Parameters: [],
      Tags: [],
      IncludeNestedStacks: true,
    });
    expect(await readDescription()).to.include({ Status: "CREATE_COMPLETE" });
    for (const [value, member, more] of [
      ["EXPRESS", "DeploymentConfig.Mode", { ChangeSetType: "CREATE", DeploymentConfig: { Mode: "EXPRESS" } }],
      ["IMPORT", "ChangeSetType", { ChangeSetType: "IMPORT" }],
    ] as const) {
      expect(await catchFault(plan(createTemplate(1), { ChangeSetName: "second", ...more })), value).to.include({
        name: "NotImplemented",
        message: `The lab cloud does not emulate the value '${value}' of the member '${member}'.`,
      });
    }
  });

  it("list what an update would replace, change, add and remove", async () => {
    await cloud.deploy(createTemplate(1, { Old: { Type: "AWS::S3::Bucket" } }));
    await plan(createTemplate(2, { New: { Type: "AWS::S3::Bucket" } }).replace('"Name":"trips"', '"Name":"journeys"'));
    const { Changes = [] } = await readDescription();
    expect(
      Changes.map(({ ResourceChange: change }) => [change?.Action, change?.LogicalResourceId, change?.Replacement]),
    ).to.deep.equal([
      ["Add", "New", undefined],
      ["Modify", "Trips", "True"],
      ["Modify", "Jobs", "True"],
      ["Remove", "Old", undefined],
    ]);
    expect(
      Changes[1]?.ResourceChange?.Details?.map(({ Target }) => [Target?.Name, Target?.RequiresRecreation]),
    ).to.deep.equal([
      ["Name", "Always"],
      ["ShardCount", "Never"],
    ]);
    await cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await cloud.readIds())["Jobs"]).to.match(/journeys-jobs$/);
  });

  it("list a resource's changed properties in alphabetical order", async () => {
    const createQueue = (VisibilityTimeout: number, DelaySeconds: number) =>
      JSON.stringify({
        Resources: { Jobs: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout, DelaySeconds } } },
      });
    await cloud.deploy(createQueue(30, 1));
    await plan(createQueue(40, 2));
    const { Changes: [change] = [] } = await readDescription();
    expect(change?.ResourceChange?.Details?.map(({ Target }) => Target?.Name)).to.deep.equal([
      "DelaySeconds",
      "VisibilityTimeout",
    ]);
  });

  it("find changes in a template with exponentially many paths between resources", async () => {
    const createQueue = (at: number, size: number) => ({
      Type: "AWS::SQS::Queue",
      DependsOn: at < 2 ? [] : [at - (at % 2) - 2, at - (at % 2) - 1].map((below) => `Queue${below}`),
      Properties: { MaximumMessageSize: size },
    });
    const createDiamonds = (size: number) => ({
      Resources: Object.fromEntries(
        Array.from({ length: 80 }, (_, index) => [`Queue${index}`, createQueue(index, size)]),
      ),
    });
    await cloud.deploy(createDiamonds(1024));
    await plan(JSON.stringify(createDiamonds(2048)));
    const { Changes = [] } = await readDescription();
    expect(Changes.map(({ ResourceChange }) => ResourceChange?.Action)).to.deep.equal(Array(80).fill("Modify"));
  });

  it("describe a resource's changes, and how certain they are", async () => {
    const createTags = (Value: string): object => ({ Tags: [{ Key: "lab", Value }] });
    const createResources = (Zulu: object, rest: object = {}): object => ({
      Resources: {
        Zulu: { Type: "AWS::SQS::Queue", Properties: Zulu, ...rest },
        Alarmed: {
          Type: "AWS::SNS::Topic",
          Properties: { DisplayName: { "Fn::GetAtt": ["Zulu", "QueueName"] }, TopicName: "alarmed" },
        },
      },
      Outputs: { Part: { Value: { "Fn::Select": [4, { "Fn::Split": ["/", { Ref: "Zulu" }] }] } } },
    });
    const queue = { QueueName: "z", DelaySeconds: 1, ...createTags("1") };
    await cloud.deploy(createResources(queue));
    const createTarget = (Attribute: string, more: object): object => ({
      Target: { Attribute, ...more },
      ...{ Evaluation: "Static", ChangeSource: "DirectModification" },
    });
    const never = { RequiresRecreation: "Never" };
    const createProperty = (Name: string, recreation: object = never): object =>
      createTarget("Properties", { Name, ...recreation });
    const always = { RequiresRecreation: "Always" };
    const cases: readonly (readonly [template: object, scope: readonly string[], details: readonly object[]])[] = [
      [createResources({ ...queue, DelaySeconds: 2 }), ["Properties"], [createProperty("DelaySeconds")]],
      [createResources({ ...queue, ...createTags("2") }), ["Properties"], [createProperty("Tags")]],
      [createResources(queue, { Metadata: { of: "ours" } }), ["Metadata"], [createTarget("Metadata", never)]],
      [createResources(queue, { DeletionPolicy: "Retain" }), ["Metadata"], []],
      [
        createResources(
          { VisibilityTimeout: 9, ...createTags("2"), DelaySeconds: 2, QueueName: "z" },
          { Metadata: { of: "ours" } },
        ),
        ["Metadata", "Properties"],
        [
          createTarget("Metadata", never),
          ...["DelaySeconds", "Tags", "VisibilityTimeout"].map((name) => createProperty(name)),
        ],
      ],
    ];
    for (const [index, [changed, Scope, Details]] of cases.entries()) {
      await plan(JSON.stringify(changed), { ChangeSetName: `case-${index}` });
      const { Changes = [] } = await readDescription(`case-${index}`);
      expect(Changes.map(({ ResourceChange: change }) => change?.LogicalResourceId)).to.deep.equal(["Zulu", "Alarmed"]);
      const { Zulu: PhysicalResourceId } = await cloud.readIds();
      expect(Changes[0]).to.deep.equal({
        Type: "Resource",
        ResourceChange: {
          ...{ Action: "Modify", LogicalResourceId: "Zulu", PhysicalResourceId, ResourceType: "AWS::SQS::Queue" },
          ...{ Replacement: "False", Scope, Details },
        },
      });
    }
    await plan(JSON.stringify(createResources({ ...queue, QueueName: "y" })), { ChangeSetName: "replaces" });
    const { Changes = [] } = await readDescription("replaces");
    expect(
      Changes.map(({ ResourceChange: change }) => [change?.LogicalResourceId, change?.Replacement, change?.Details]),
    ).to.deep.equal([
      ["Zulu", "True", [createProperty("QueueName", always)]],
      [
        ...["Alarmed", "False"],
        [{ ...createProperty("DisplayName"), ChangeSource: "ResourceAttribute", CausingEntity: "Zulu.QueueName" }],
      ],
    ]);
    // A different order of keys isn't a change.
    await plan(JSON.stringify(createResources({ ...createTags("1"), DelaySeconds: 1, QueueName: "z" })), {
      ChangeSetName: "same",
    });
    expect(await readDescription("same")).to.include({ Status: "FAILED" });
  });

  it("belong to one stack, include full details, and can create a stack", async () => {
    await cloud.deploy(createTemplate(1));
    const bad = { Bad: { Type: "AWS::S3::Bucket", Properties: { BucketName: "Not_A_Bucket" } } };
    const other = { Resources: { Jobs: { Type: "AWS::SQS::Queue" }, ...bad } };
    await cloud.deploy(other, { StackName: "other", DisableRollback: true });
    const { Id, StackId } = await plan(createTemplate(2), {
      ...{ Description: "two", Capabilities: ["CAPABILITY_IAM"], OnStackFailure: "DO_NOTHING" },
      Tags: [{ Key: "lab", Value: "1" }],
    });
    await plan(JSON.stringify(other).replace("Not_A_Bucket", "a-bucket"), { StackName: "other" });
    const { CreationTime, Changes, ...found } = await readDescription();
    expect(Changes).to.have.length(2);
    expect(CreationTime?.getTime()).to.equal(cloud.running.clock.now());
    const names = { ChangeSetName: "first", ChangeSetId: Id, StackId, StackName: "lab", Description: "two" };
    const ready = { Status: "CREATE_COMPLETE", ExecutionStatus: "AVAILABLE", IncludeNestedStacks: false };
    expect({ ...found, $metadata: undefined }).to.deep.equal({
      ...{ ...names, ...ready, $metadata: undefined, NotificationARNs: [], RollbackConfiguration: {} },
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
      ...[StackName, ...ofOther.map(({ ResourceChange: change }) => `${change?.Action} ${change?.LogicalResourceId}`)],
    ]).to.deep.equal(["other", "Add Bad"]);
    expect((await cloud.cfn.describeChangeSet({ ChangeSetName: Id })).StackName).to.equal("lab");
    for (const [call, message] of [
      [
        cloud.cfn.describeChangeSet({ ChangeSetName: "first" }),
        "StackName must be specified if ChangeSetName is not specified as an ARN.",
      ],
      [readDescription("none"), "ChangeSet [none] does not exist"],
      [plan(createTemplate(3)), "ChangeSet first cannot be created due to a mismatch with existing attribute"],
      [cloud.cfn.describeChangeSet({ ChangeSetName: `${Id}0` }), `ChangeSet [${Id}0] does not exist`],
    ] as const)
      expect((await catchFault(call)).message).to.contain(message);
    await plan(createTemplate(3), { ChangeSetName: "second" });
    await cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect(await cloud.waitUntilSettled()).to.deep.include({
      ...{ ChangeSetId: Id, StackStatus: "UPDATE_COMPLETE", DisableRollback: true },
    });
    // The others of this stack no longer fit it; those of other stacks do.
    const listRemaining = async (stack: string) =>
      (await cloud.cfn.listChangeSets({ StackName: stack })).Summaries?.map(({ ChangeSetName, ExecutionStatus }) => [
        ChangeSetName,
        ExecutionStatus,
      ]);
    expect(await listRemaining("lab")).to.deep.equal([["first", "EXECUTE_COMPLETE"]]);
    expect(await listRemaining("other")).to.deep.equal([["first", "AVAILABLE"]]);
  });

  it("set what happens to a new stack that fails, or leave it to execution", async () => {
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
    for (const [index, [OnStackFailure, DisableRollback, end]] of cases.entries()) {
      const named = { StackName: `lab-${index}`, ChangeSetName: "first" };
      const { StackId } = await plan(bad, { ...named, ChangeSetType: "CREATE", OnStackFailure });
      await cloud.cfn.executeChangeSet({ ...named, DisableRollback });
      expect(await cloud.waitUntilSettled(StackId), named.StackName).to.include({
        ...{ StackStatus: end, DisableRollback: end === "CREATE_FAILED" },
      });
    }
  });

  it("fail in AWS's words if there is nothing to change", async () => {
    await cloud.deploy(createTemplate(1));
    await plan(createTemplate(1));
    expect(await readDescription()).to.include({
      Status: "FAILED",
      ExecutionStatus: "UNAVAILABLE",
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    expect(await catchFault(cloud.cfn.executeChangeSet({ StackName: "lab", ChangeSetName: "first" }))).to.include({
      name: "InvalidChangeSetStatusException",
    });
  });

  it("are listed and deleted, and don't re-create an existing stack", async () => {
    await cloud.deploy(createTemplate(1));
    await plan(createTemplate(2));
    const list = async () =>
      (await cloud.cfn.listChangeSets({ StackName: "lab" })).Summaries?.map(({ ChangeSetName }) => ChangeSetName);
    expect(await list()).to.deep.equal(["first"]);
    await cloud.cfn.deleteChangeSet({ StackName: "lab", ChangeSetName: "first" });
    expect(await list()).to.deep.equal([]);
    expect((await catchFault(readDescription())).message).to.equal("ChangeSet [first] does not exist");
    expect((await catchFault(plan(createTemplate(2), { ChangeSetType: "CREATE" }))).message).to.equal(
      "Stack [lab] already exists and cannot be created again with the changeSet [first].",
    );
    expect((await catchFault(plan(createTemplate(2), { StackName: "none" }))).message).to.equal(
      "Stack [none] does not exist",
    );
  });
});

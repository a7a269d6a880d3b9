import type {
  CreateStackCommandInput,
  DescribeStackResourcesCommandInput,
  UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { catchFault, START } from "../../../testing/use-cloud";
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

const OF_AWS = "aws: prefixed tag key names are not allowed for external use.";
const TRUST = {
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

describe("CloudFormation CreateStack", () => {
  const cloud = useStacks();

  it("creates a stack's resources, generates their names, and returns outputs (SVC-013, SVC-020)", async () => {
    const { StackId = "" } = await cloud.cfn.createStack({ StackName: "lab", TemplateBody: TEMPLATE });
    expect(StackId).to.match(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/lab\/[0-9a-f-]{36}$/);
    const started = await cloud.cfn.describeStacks({ StackName: "lab" });
    expect(started.Stacks?.[0]).to.include({ StackStatus: "CREATE_IN_PROGRESS", StackId });
    expect((await cloud.waitUntilSettled()).StackStatus, JSON.stringify(await cloud.readReasons())).to.equal(
      "CREATE_COMPLETE",
    );
    const ids = await cloud.readIds();
    expect(ids["Trips"]).to.match(/^lab-Trips-[A-Za-z0-9]{12}$/);
    expect(ids["Archive"]).to.match(/^lab-archive-[a-z0-9]{12}$/);
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([ids["Trips"]]);
    expect((await cloud.s3.listBuckets({})).Buckets?.map(({ Name }) => Name)).to.deep.equal([ids["Archive"]]);
    expect(await cloud.readOutputs()).to.deep.equal({
      Stream: `arn:aws:kinesis:us-east-1:000000000000:stream/${ids["Trips"]}`,
      Bucket: `s3://${ids["Archive"]}/`,
    });
  });

  it("lists events in AWS's order (SVC-014)", async () => {
    await cloud.deploy(TEMPLATE);
    expect(await cloud.readEvents()).to.deep.equal([
      "lab CREATE_IN_PROGRESS",
      "Trips CREATE_IN_PROGRESS",
      "Trips CREATE_IN_PROGRESS",
      "Trips CREATE_COMPLETE",
      "Archive CREATE_IN_PROGRESS",
      "Archive CREATE_IN_PROGRESS",
      "Archive CREATE_COMPLETE",
      "lab CREATE_COMPLETE",
    ]);
    const { StackEvents: events = [] } = await cloud.cfn.describeStackEvents({ StackName: "lab" });
    const [, , , , started, initiated] = events;
    expect(events.at(-1)).to.include({
      ResourceStatusReason: "User Initiated",
      ResourceType: "AWS::CloudFormation::Stack",
    });
    expect(started).to.include({ LogicalResourceId: "Trips", ResourceStatus: "CREATE_COMPLETE" });
    expect(initiated).to.include({ ResourceStatusReason: "Resource creation Initiated" });
    expect(new Set(events.map(({ EventId }) => EventId)).size).to.equal(events.length);
  });

  it("rejects a taken or invalid name (SVC-017, SVC-018)", async () => {
    await cloud.deploy(TEMPLATE);
    const again = await catchFault(cloud.cfn.createStack({ StackName: "lab", TemplateBody: TEMPLATE }));
    expect(again).to.include({ name: "AlreadyExistsException", message: "Stack [lab] already exists" });
    expect((await catchFault(cloud.cfn.createStack({ StackName: "1lab", TemplateBody: TEMPLATE }))).message).to.contain(
      "'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern",
    );
  });

  it("describes resources by stack name, logical id and physical id", async () => {
    await cloud.deploy(TEMPLATE);
    const { Trips: PhysicalResourceId = "" } = await cloud.readIds();
    const readDescription = async (input: DescribeStackResourcesCommandInput) =>
      (await cloud.cfn.describeStackResources(input)).StackResources?.map(({ LogicalResourceId }) => LogicalResourceId);
    const StackName = "lab";
    expect(await readDescription({ StackName })).to.deep.equal(["Trips", "Archive"]);
    expect(await readDescription({ StackName, LogicalResourceId: "Archive" })).to.deep.equal(["Archive"]);
    expect(await readDescription({ StackName, LogicalResourceId: "None" })).to.deep.equal([]);
    expect(await readDescription({ PhysicalResourceId })).to.include("Trips");
    for (const [call, message] of [
      [readDescription({}), "Either StackName or PhysicalResourceId must be specified."],
      [readDescription({ PhysicalResourceId: "none" }), "Stack for none does not exist"],
      [readDescription({ StackName: "none" }), "Stack with id none does not exist"],
      [
        cloud.cfn.describeStackResource({ StackName, LogicalResourceId: "None" }),
        "Resource None does not exist for stack lab",
      ],
      [
        cloud.cfn.describeStackResource({ StackName: "none", LogicalResourceId: "Trips" }),
        "Stack 'none' does not exist",
      ],
    ] as const)
      expect((await catchFault(call)).message).to.equal(message);
  });

  it("records the request that created, updated and deleted a stack", async () => {
    const toDate = (seconds: number): Date => new Date(Date.parse(START) + 1000 * seconds);
    const readEvents = async (id: string) => (await cloud.cfn.describeStacks({ StackName: id })).Stacks?.[0];
    const createQueue = (Name: string, more: object = {}): string =>
      JSON.stringify({
        Parameters: { Name: { Type: "String", Default: Name } },
        Resources: {
          Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Name" } }, Metadata: { of: "ours" } },
        },
        ...more,
      });
    const { StackId: id = "" } = await cloud.cfn.createStack({
      ...{ StackName: "lab", TemplateBody: createQueue("one", { Description: "Jobs" }), TimeoutInMinutes: 5 },
      ...{ Tags: [{ Key: "course", Value: "streams" }], Capabilities: ["CAPABILITY_IAM"], OnFailure: "DO_NOTHING" },
      ...{ RoleARN: "arn:aws:iam::000000000000:role/deployer", ClientRequestToken: "first" },
      ...{ EnableTerminationProtection: true, RetainExceptOnCreate: true },
    });
    const ignored =
      "Note: CloudFormation: the role of a stack is stored and returned; it has no effect in the lab cloud";
    expect(cloud.logged).to.include(ignored);
    const common = {
      ...{ StackId: id, StackName: "lab", NotificationARNs: [], RollbackConfiguration: {} },
      ...{ CreationTime: toDate(0), TimeoutInMinutes: 5, RoleARN: "arn:aws:iam::000000000000:role/deployer" },
      ...{ EnableTerminationProtection: true, DriftInformation: { StackDriftStatus: "NOT_CHECKED" } },
      Tags: [{ Key: "course", Value: "streams" }],
    };
    const first = {
      ...{
        ...common,
        DisableRollback: true,
        RetainExceptOnCreate: true,
        Capabilities: ["CAPABILITY_IAM"],
      },
      Parameters: [{ ParameterKey: "Name", ParameterValue: "one" }],
    };
    expect(await readEvents(id)).to.deep.equal({
      ...first,
      ...{ StackStatus: "CREATE_IN_PROGRESS", StackStatusReason: "User Initiated" },
    });
    await cloud.waitUntilSettled();
    expect(await readEvents("lab")).to.deep.equal({ ...first, StackStatus: "CREATE_COMPLETE", Description: "Jobs" });
    const created = (await cloud.cfn.describeStackResources({ StackName: "lab" })).StackResources?.[0];
    const createdAt = created?.Timestamp;
    const resource = {
      ...{ LogicalResourceId: "Jobs", ResourceType: "AWS::SQS::Queue", ResourceStatus: "CREATE_COMPLETE" },
      PhysicalResourceId: created?.PhysicalResourceId ?? "",
      DriftInformation: { StackResourceDriftStatus: "NOT_CHECKED" },
    };
    expect(resource.PhysicalResourceId).to.match(/\/one$/);
    expect(created).to.deep.equal({ ...resource, StackId: id, StackName: "lab", Timestamp: createdAt });
    const { StackResourceDetail: detail } = await cloud.cfn.describeStackResource({
      StackName: "lab",
      LogicalResourceId: "Jobs",
    });
    const dated = { ...resource, LastUpdatedTimestamp: createdAt };
    expect(detail).to.deep.equal({ ...dated, StackId: id, StackName: "lab", Metadata: '{"of":"ours"}' });
    expect((await cloud.cfn.listStackResources({ StackName: "lab" })).StackResourceSummaries).to.deep.equal([dated]);

    // Settings missing from an update stay as they were, except those for rollbacks.
    await cloud.advance(100);
    const { Timestamp: before = toDate(0) } =
      (await cloud.cfn.describeStackEvents({ StackName: "lab" })).StackEvents?.[0] ?? {};
    expect(before.getTime()).to.be.lessThan(toDate(100).getTime());
    const update: UpdateStackCommandInput = {
      StackName: "lab",
      TemplateBody: createQueue("two"),
      ClientRequestToken: "next",
    };
    const since = { LastUpdatedTime: new Date(cloud.running.clock.now()) };
    await cloud.cfn.updateStack(update);
    await cloud.waitUntilSettled();
    const two = {
      ...{ ...common, ...since, DisableRollback: false, Capabilities: ["CAPABILITY_IAM"] },
      Parameters: [{ ParameterKey: "Name", ParameterValue: "two" }],
    };
    expect(await readEvents(id)).to.deep.equal({ ...two, StackStatus: "UPDATE_COMPLETE" });
    // A token that was said before is the same request, and only the same.
    const again = { StackName: "lab", TemplateBody: createQueue("three") };
    expect((await cloud.cfn.updateStack({ ...update, TemplateBody: createQueue("three") })).StackId).to.equal(id);
    expect((await cloud.cfn.createStack({ ...again, ClientRequestToken: "first" })).StackId).to.equal(id);
    for (const call of [
      cloud.cfn.updateStack({ ...again, ClientRequestToken: "first" }),
      cloud.cfn.createStack({ ...again, ClientRequestToken: "next" }),
    ])
      expect((await catchFault(call)).name).to.equal("TokenAlreadyExistsException");
    expect((await readEvents(id))?.StackStatus).to.equal("UPDATE_COMPLETE");
    const { StackEvents: events = [] } = await cloud.cfn.describeStackEvents({ StackName: "lab" });
    const tokens = [...new Set(events.map(({ ClientRequestToken: token }) => token))];
    expect(tokens, "of events, the newest first").to.deep.equal(["next", "first"]);
  });

  it("shortens both parts of generated names to their service's limit", async () => {
    const long = "Abcdefghij".repeat(10);
    const cases: readonly (readonly [stack: string, logicalId: string, queue: string, bucket: string])[] = [
      ["short", "Queue", "short-Queue-", "short-queue-"],
      ["short", long, `short-${long.slice(0, 56)}-`, `short-${long.slice(0, 44).toLowerCase()}-`],
      [long, "Queue", `${long.slice(0, 56)}-Queue-`, `${long.slice(0, 44).toLowerCase()}-queue-`],
      [`x${long}`, long, `x${long.slice(0, 29)}-${long.slice(0, 31)}-`, `x${long.slice(0, 23)}-${long.slice(0, 25)}-`],
    ];
    for (const [StackName, logicalId, queue, bucket] of cases) {
      const readId = async (Type: string): Promise<string> => {
        await cloud.deploy({ Resources: { [logicalId]: { Type } } }, { StackName });
        const { [logicalId]: created = "" } = await cloud.readIds(StackName);
        await cloud.remove(StackName);
        return created.slice(created.lastIndexOf("/") + 1);
      };
      const [ofQueue, ofBucket] = [await readId("AWS::SQS::Queue"), await readId("AWS::S3::Bucket")];
      expect([ofQueue.slice(0, -12), ofBucket.slice(0, -12)]).to.deep.equal([queue, bucket.toLowerCase()]);
      expect([ofQueue.length, ofBucket.length]).to.deep.equal([queue.length + 12, bucket.length + 12]);
    }
  });

  it("rejects an unusable template before the first event", async () => {
    const Parameters = { Name: { Type: "String", Default: "x" }, Old: { Type: "String", Default: "x" } };
    const Resources = { Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Name" } } } };
    const TemplateBody = JSON.stringify({ Parameters, Resources });
    const none: Partial<CreateStackCommandInput> = { TemplateBody: undefined };
    const url = "https://b.s3.amazonaws.com/k";
    const cases: readonly (readonly [input: Partial<CreateStackCommandInput>, message: string])[] = [
      [none, "Either Template URL or Template Body must be specified."],
      [{ TemplateURL: url }, "Either Template URL or Template Body must be specified."],
      [{ Parameters: [{ ParameterValue: "x" }] }, "Parameters must have a ParameterKey."],
      [
        { Parameters: [{ ParameterKey: "Name", UsePreviousValue: true }] },
        "Invalid input for parameter key Name. Cannot specify usePreviousValue as true for a parameter key not in the previous template",
      ],
      [
        { Parameters: [{ ParameterKey: "Name", UsePreviousValue: true, ParameterValue: "x" }] },
        "Invalid input for parameter key Name. Cannot specify usePreviousValue as true and non empty value for a parameter",
      ],
      [{ Tags: [{ Key: "aws:x", Value: "x" }] }, OF_AWS],
      [{ Tags: [{ Key: "AWS:x", Value: "x" }] }, OF_AWS],
    ];
    for (const [input, message] of cases)
      expect((await catchFault(cloud.cfn.createStack({ StackName: "lab", TemplateBody, ...input }))).message).to.equal(
        message,
      );
    expect((await cloud.cfn.listStacks({})).StackSummaries).to.deep.equal([]);
    // A parameter without a value is an empty text; UsePreviousValue of false says nothing.
    const parameters = [
      { ParameterKey: "Name", ParameterValue: "it", UsePreviousValue: false },
      { ParameterKey: "Old" },
    ];
    expect((await cloud.deploy(TemplateBody, { Parameters: parameters })).Parameters).to.deep.equal([
      { ParameterKey: "Old", ParameterValue: "" },
      { ParameterKey: "Name", ParameterValue: "it" },
    ]);
  });

  it("requires acknowledgment of roles, and of named roles", async () => {
    const createRole = (name?: string): object => ({
      Type: "AWS::IAM::Role",
      Properties: { ...(name === undefined ? {} : { RoleName: name }), AssumeRolePolicyDocument: TRUST },
    });
    const [plain, named] = [undefined, "writer"].map((name) => ({
      Resources: {
        ...{
          One: createRole(name),
          Two: createRole(),
          Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } },
        },
      },
    }));
    const expectRefused = (capability: string) => `Requires capabilities : [${capability}]`;
    for (const [template, Capabilities, answer] of [
      [plain, [], expectRefused("CAPABILITY_IAM")],
      [plain, ["CAPABILITY_AUTO_EXPAND"], expectRefused("CAPABILITY_IAM")],
      [named, [], expectRefused("CAPABILITY_NAMED_IAM")],
      [named, ["CAPABILITY_IAM"], expectRefused("CAPABILITY_NAMED_IAM")],
      [plain, ["CAPABILITY_IAM"], "none"],
      [plain, ["CAPABILITY_NAMED_IAM"], "none"],
      [named, ["CAPABILITY_NAMED_IAM"], "none"],
    ] as const) {
      const TemplateBody = JSON.stringify(template);
      const output = await cloud.cfn
        .createStack({ StackName: "lab", TemplateBody, Capabilities: [...Capabilities] })
        .then(
          () => "none",
          ({ message }: Error) => message,
        );
      expect(output, `${TemplateBody} ${Capabilities.join()}`).to.equal(answer);
      if (output === "none") await cloud.cfn.deleteStack({ StackName: "lab" });
      if (output === "none") await cloud.advance(10);
      const { Capabilities: needed, CapabilitiesReason: reason } = await cloud.cfn.validateTemplate({ TemplateBody });
      expect(needed).to.deep.equal([template === plain ? "CAPABILITY_IAM" : "CAPABILITY_NAMED_IAM"]);
      expect(reason).to.equal("The following resource(s) require capabilities: [AWS::IAM::Role]");
    }
    const { Capabilities, CapabilitiesReason } = await cloud.cfn.validateTemplate({ TemplateBody: TEMPLATE });
    expect([Capabilities ?? [], CapabilitiesReason]).to.deep.equal([[], undefined]);
  });

  it("shows a deleted stack by its id for ninety days", async () => {
    const { StackId: id = "" } = await cloud.deploy(TEMPLATE, { ClientRequestToken: "constructor" });
    expect(cloud.logged.filter((line) => line.includes("role of a stack"))).to.deep.equal([]);
    await cloud.advance(60);
    await cloud.cfn.deleteStack({ StackName: "lab", ClientRequestToken: "away" });
    expect((await cloud.waitUntilSettled(id)).StackStatus).to.equal("DELETE_COMPLETE");
    const { Stacks: [removed] = [] } = await cloud.cfn.describeStacks({ StackName: id });
    const { StackSummaries: [summary] = [] } = await cloud.cfn.listStacks({});
    expect(summary).to.deep.equal({
      ...{ StackId: id, StackName: "lab", StackStatus: "DELETE_COMPLETE", CreationTime: new Date(START) },
      ...{ TemplateDescription: "Where the trips arrive", DeletionTime: removed?.DeletionTime },
      DriftInformation: { StackDriftStatus: "NOT_CHECKED" },
    });
    expect((await cloud.cfn.describeStacks({})).Stacks).to.deep.equal([]);
    const passed = (cloud.running.clock.now() - (removed?.DeletionTime?.getTime() ?? 0)) / 1000;
    expect(passed).to.be.within(0, 1);
    await cloud.advance(90 * 86_400 - passed - 1);
    expect((await cloud.cfn.listStacks({})).StackSummaries).to.have.length(1);
    await cloud.advance(1);
    expect((await cloud.cfn.listStacks({})).StackSummaries).to.deep.equal([]);
    expect((await catchFault(cloud.cfn.describeStacks({ StackName: id }))).message).to.equal(
      `Stack with id ${id} does not exist`,
    );
  });

  it("serves other requests while it creates and deletes 500 resources", async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `Q${index}`,
        { Type: "AWS::SQS::Queue", Properties: { QueueName: `q${index}` } },
      ]),
    );
    /** How many requests are answered, one after the other, while the cloud's clock advances. */
    const countAnswersDuring = async (seconds: number): Promise<number> => {
      let isOver = false;
      const advancing = cloud.advance(seconds).then(() => (isOver = true));
      let answered = 0;
      for (; !isOver; answered += 1) await cloud.s3.listBuckets({});
      await advancing;
      return answered;
    };
    const TemplateBody = JSON.stringify({ Resources });
    const { StackId } = await cloud.cfn.createStack({ StackName: "lab", TemplateBody });
    expect(await countAnswersDuring(0.25), "creation").to.be.greaterThan(20);
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("CREATE_COMPLETE");
    await cloud.cfn.deleteStack({ StackName: "lab" });
    expect(await countAnswersDuring(0.25), "deletion").to.be.greaterThan(20);
    expect((await cloud.waitUntilSettled(StackId)).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("deletes a stack with exponentially many dependency paths", async () => {
    // Each of two resources of a layer depends on both of the layer below: 2⁴⁰ ways from the top to the bottom.
    const Resources = Object.fromEntries(
      Array.from({ length: 80 }, (_, index) => {
        const layer = Math.floor(index / 2);
        const below = layer === 0 ? [] : [`Q${2 * layer - 2}`, `Q${2 * layer - 1}`];
        return [`Q${index}`, { Type: "AWS::SQS::Queue", DependsOn: below }];
      }),
    );
    expect((await cloud.deploy({ Resources })).StackStatus).to.equal("CREATE_COMPLETE");
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    const deleted = (await cloud.readEvents((await cloud.cfn.listStacks({})).StackSummaries?.[0]?.StackId)).filter(
      (event) => event.endsWith("DELETE_COMPLETE"),
    );
    expect(deleted.slice(-3)).to.deep.equal(["Q0", "Q1", "lab"].map((id) => `${id} DELETE_COMPLETE`));
  });

  it("deletes the 500 resources again", async () => {
    expect((await cloud.deploy(TEMPLATE)).StackStatus).to.equal("CREATE_COMPLETE");
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect((await cloud.kinesis.listStreams({})).StreamNames).to.deep.equal([]);
    expect((await cloud.s3.listBuckets({})).Buckets ?? []).to.deep.equal([]);
    expect(await catchFault(cloud.cfn.describeStacks({ StackName: "lab" }))).to.include({
      name: "ValidationError",
      message: "Stack with id lab does not exist",
    });
  });
});

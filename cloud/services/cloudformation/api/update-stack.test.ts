import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { catchFault } from "../../../testing/use-cloud";
import { useStacks } from "../testing/use-stacks";

const createTrips = (properties: object = {}): object => ({
  Type: "AWS::Kinesis::Stream",
  Properties: { Name: "trips", ...properties },
});

describe("CloudFormation UpdateStack and stack events", () => {
  const cloud = useStacks();

  it("reports a change in AWS's order, and no unchanged resource", async () => {
    await cloud.deploy({ Resources: { Trips: createTrips(), Raw: { Type: "AWS::S3::Bucket" } } });
    const before = (await cloud.readEvents()).length;
    await cloud.update({
      Resources: { Trips: createTrips({ RetentionPeriodHours: 48 }), Raw: { Type: "AWS::S3::Bucket" } },
    });
    expect((await cloud.readEvents()).slice(before)).to.deep.equal([
      "lab UPDATE_IN_PROGRESS",
      "Trips UPDATE_IN_PROGRESS",
      "Trips UPDATE_COMPLETE",
      "lab UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "lab UPDATE_COMPLETE",
    ]);
  });

  it("reuses the previous template and parameters (SVC-017)", async () => {
    const template = {
      Parameters: { Shards: { Type: "Number" }, Hours: { Type: "Number", Default: 24 } },
      Resources: { Trips: createTrips({ ShardCount: { Ref: "Shards" }, RetentionPeriodHours: { Ref: "Hours" } }) },
    };
    await cloud.deploy(template, { Parameters: [{ ParameterKey: "Shards", ParameterValue: "1" }] });
    const update = (...Parameters: { ParameterKey: string; ParameterValue?: string; UsePreviousValue?: boolean }[]) =>
      cloud.cfn.updateStack({ StackName: "lab", UsePreviousTemplate: true, Parameters });
    expect((await catchFault(update({ ParameterKey: "Shards", UsePreviousValue: true }))).message).to.equal(
      "No updates are to be performed.",
    );
    expect((await catchFault(update())).message).to.equal("Parameters: [Shards] must have values");
    await update({ ParameterKey: "Shards", UsePreviousValue: true }, { ParameterKey: "Hours", ParameterValue: "48" });
    expect((await cloud.waitUntilSettled()).Parameters).to.deep.equal([
      { ParameterKey: "Hours", ParameterValue: "48" },
      { ParameterKey: "Shards", ParameterValue: "1" },
    ]);
  });

  it("rejects missing stacks, operations in progress, and a changed type under the same name", async () => {
    expect((await catchFault(cloud.update({ Resources: { Trips: createTrips() } }))).message).to.equal(
      "Stack [lab] does not exist",
    );
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({ Resources: { Trips: createTrips() } }),
    });
    expect((await catchFault(cloud.cfn.updateStack({ StackName: "lab", UsePreviousTemplate: true }))).message).to.equal(
      `Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`,
    );
    await cloud.waitUntilSettled();
    expect((await catchFault(cloud.update({ Resources: { Trips: { Type: "AWS::S3::Bucket" } } }))).message).to.equal(
      "Update of resource type is not permitted. The new template modifies resource type of the following resources: [Trips]",
    );
  });

  it("applies a stack's tags to its resources", async () => {
    await cloud.deploy(
      {
        Resources: {
          Trips: createTrips({
            Tags: [
              { Key: "own", Value: "1" },
              { Key: "both", Value: "resource" },
            ],
          }),
        },
      },
      {
        Tags: [
          { Key: "course", Value: "labs" },
          { Key: "both", Value: "stack" },
        ],
      },
    );
    const readTags = async () =>
      Object.fromEntries(
        (await cloud.kinesis.listTagsForStream({ StreamName: "trips" })).Tags?.map(({ Key, Value }) => [Key, Value]) ??
          [],
      );
    expect(await readTags()).to.deep.equal({ own: "1", both: "resource", course: "labs" });
    await cloud.update({ Resources: { Trips: createTrips() } }, { Tags: [{ Key: "course", Value: "streams" }] });
    expect(await readTags()).to.deep.equal({ course: "streams" });
  });

  it("carries out a request only once per client token", async () => {
    const createCommand = () =>
      new CreateStackCommand({
        StackName: "lab",
        TemplateBody: JSON.stringify({ Resources: { Trips: createTrips() } }),
        ClientRequestToken: "once",
      });
    const first = await cloud.cfn.send(createCommand());
    expect((await cloud.cfn.send(createCommand())).StackId).to.equal(first.StackId);
    await cloud.waitUntilSettled();
    const update = await catchFault(
      cloud.cfn.updateStack({
        StackName: "lab",
        TemplateBody: JSON.stringify({ Resources: { Trips: createTrips({ ShardCount: 2 }) } }),
        ClientRequestToken: "once",
      }),
    );
    expect(update.name).to.equal("TokenAlreadyExistsException");
    const { StackEvents = [] } = await cloud.cfn.describeStackEvents({ StackName: "lab" });
    expect(new Set(StackEvents.map(({ ClientRequestToken }) => ClientRequestToken))).to.deep.equal(new Set(["once"]));
  });

  it("exports values to other stacks, and protects exports in use", async () => {
    const createExporting = (name: string, Name = "trips"): object => ({
      Resources: { Trips: createTrips({ Name }) },
      Outputs: { Stream: { Value: { Ref: "Trips" }, Export: { Name: name } } },
    });
    await cloud.deploy(createExporting("stream"));
    await cloud.deploy(
      {
        Resources: {
          Jobs: {
            Type: "AWS::SQS::Queue",
            Properties: { QueueName: { "Fn::Join": ["-", [{ "Fn::ImportValue": "stream" }, "jobs"]] } },
          },
        },
      },
      { StackName: "reader" },
    );
    expect((await cloud.readIds("reader"))["Jobs"]).to.match(/trips-jobs$/);
    expect((await cloud.cfn.listExports({})).Exports?.map(({ Name, Value }) => [Name, Value])).to.deep.equal([
      ["stream", "trips"],
    ]);
    expect((await cloud.cfn.listImports({ ExportName: "stream" })).Imports).to.deep.equal(["reader"]);
    expect((await catchFault(cloud.cfn.deleteStack({ StackName: "lab" }))).message).to.contain(
      "Cannot delete export stream as it is in use by reader",
    );
    for (const [change, template] of [
      ["Delete canceled. Cannot delete", createExporting("other")],
      ["Update canceled. Cannot update", createExporting("stream", "travels")],
    ] as const) {
      expect((await cloud.update(template)).StackStatus).to.equal("UPDATE_ROLLBACK_COMPLETE");
      expect((await cloud.readReasons())["lab UPDATE_ROLLBACK_IN_PROGRESS"]).to.equal(
        `${change} export stream as it is in use by reader.`,
      );
      expect(await cloud.readOutputs()).to.deep.equal({ Stream: "trips" });
    }
    await cloud.deploy(
      { Resources: { A: { Type: "AWS::S3::Bucket", Properties: { BucketName: { "Fn::ImportValue": "nowhere" } } } } },
      { StackName: "lost" },
    );
    expect((await cloud.readReasons("lost"))["A CREATE_FAILED"]).to.equal("No export named nowhere found.");
    await cloud.remove("reader");
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("rejects deletion of a stack with termination protection", async () => {
    await cloud.deploy({ Resources: { Trips: createTrips() } }, { EnableTerminationProtection: true });
    expect((await catchFault(cloud.cfn.deleteStack({ StackName: "lab" }))).message).to.equal(
      "Stack [lab] cannot be deleted while TerminationProtection is enabled",
    );
    await cloud.cfn.updateTerminationProtection({ StackName: "lab", EnableTerminationProtection: false });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("reads a template from a bucket, and returns it unchanged", async () => {
    const text = `# as it is written\nDescription: one\nResources: { Trips: { Type: AWS::Kinesis::Stream, Properties: { Name: trips } } }\n`;
    await cloud.s3.createBucket({ Bucket: "templates" });
    await cloud.s3.putObject({ Bucket: "templates", Key: "a/one.yaml", Body: text });
    for (const [index, url] of [
      "https://templates.s3.amazonaws.com/a/one.yaml",
      "https://s3.us-east-1.amazonaws.com/templates/a/one.yaml",
      `${cloud.running.endpoint}/templates/a/one.yaml`,
    ].entries()) {
      expect((await cloud.cfn.getTemplateSummary({ TemplateURL: url })).Description, String(index)).to.equal("one");
    }
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateURL: "https://templates.s3.amazonaws.com/a/one.yaml",
    });
    await cloud.waitUntilSettled(StackId);
    expect((await cloud.cfn.getTemplate({ StackName: "lab" })).TemplateBody).to.equal(text);
    expect(
      (
        await catchFault(
          cloud.cfn.createStack({ StackName: "x", TemplateURL: "https://templates.s3.amazonaws.com/none" }),
        )
      ).message,
    ).to.contain("S3 error: The specified key does not exist");
    expect(
      (await catchFault(cloud.cfn.createStack({ StackName: "x", TemplateURL: "https://example.com/a" }))).message,
    ).to.contain("TemplateURL must be a supported URL.");
  });

  it("lists stacks and resources, and reports missing ones (SVC-017)", async () => {
    await cloud.deploy({ Resources: { Trips: createTrips() }, Description: "one" });
    expect(
      (await cloud.cfn.listStackResources({ StackName: "lab" })).StackResourceSummaries?.map(
        ({ LogicalResourceId, ResourceStatus }) => [LogicalResourceId, ResourceStatus],
      ),
    ).to.deep.equal([["Trips", "CREATE_COMPLETE"]]);
    expect(
      (await cloud.cfn.describeStackResource({ StackName: "lab", LogicalResourceId: "Trips" })).StackResourceDetail,
    ).to.include({ PhysicalResourceId: "trips", ResourceType: "AWS::Kinesis::Stream" });
    const byId = await cloud.cfn.describeStackResources({ PhysicalResourceId: "trips" });
    expect(
      byId.StackResources?.map(({ StackName, LogicalResourceId }) => [StackName, LogicalResourceId]),
    ).to.deep.equal([["lab", "Trips"]]);
    expect(
      (await catchFault(cloud.cfn.describeStackResource({ StackName: "lab", LogicalResourceId: "X" }))).message,
    ).to.equal("Resource X does not exist for stack lab");
    expect((await catchFault(cloud.cfn.describeStackEvents({ StackName: "none" }))).message).to.equal(
      "Stack [none] does not exist",
    );
    await cloud.remove();
    const list = async (...StackStatusFilter: ("CREATE_COMPLETE" | "DELETE_COMPLETE")[]) =>
      (await cloud.cfn.listStacks({ StackStatusFilter })).StackSummaries?.map(({ StackName }) => StackName);
    expect(await list("CREATE_COMPLETE")).to.deep.equal([]);
    expect(await list("DELETE_COMPLETE")).to.deep.equal(["lab"]);
  });
});

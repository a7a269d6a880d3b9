import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { faultOf } from "../../../testing/use-cloud";
import { useStacks } from "../testing/use-stacks";

const trips = (properties: object = {}): object => ({
  Type: "AWS::Kinesis::Stream",
  Properties: { Name: "trips", ...properties },
});

describe("cloudformation UpdateStack and what stacks tell", () => {
  const cloud = useStacks();

  it("tells of a change in AWS's order, and of nothing that stays", async () => {
    await cloud.deploy({ Resources: { Trips: trips(), Raw: { Type: "AWS::S3::Bucket" } } });
    const before = (await cloud.events()).length;
    await cloud.update({ Resources: { Trips: trips({ RetentionPeriodHours: 48 }), Raw: { Type: "AWS::S3::Bucket" } } });
    expect((await cloud.events()).slice(before)).to.deep.equal([
      "lab UPDATE_IN_PROGRESS",
      "Trips UPDATE_IN_PROGRESS",
      "Trips UPDATE_COMPLETE",
      "lab UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
      "lab UPDATE_COMPLETE",
    ]);
  });

  it("takes the template and the parameters that were there (SVC-017)", async () => {
    const template = {
      Parameters: { Shards: { Type: "Number" }, Hours: { Type: "Number", Default: 24 } },
      Resources: { Trips: trips({ ShardCount: { Ref: "Shards" }, RetentionPeriodHours: { Ref: "Hours" } }) },
    };
    await cloud.deploy(template, { Parameters: [{ ParameterKey: "Shards", ParameterValue: "1" }] });
    const update = (...Parameters: { ParameterKey: string; ParameterValue?: string; UsePreviousValue?: boolean }[]) =>
      cloud.cfn.updateStack({ StackName: "lab", UsePreviousTemplate: true, Parameters });
    expect((await faultOf(update({ ParameterKey: "Shards", UsePreviousValue: true }))).message).to.equal(
      "No updates are to be performed.",
    );
    expect((await faultOf(update())).message).to.equal("Parameters: [Shards] must have values");
    await update({ ParameterKey: "Shards", UsePreviousValue: true }, { ParameterKey: "Hours", ParameterValue: "48" });
    expect((await cloud.settled()).Parameters).to.deep.equal([
      { ParameterKey: "Shards", ParameterValue: "1" },
      { ParameterKey: "Hours", ParameterValue: "48" },
    ]);
  });

  it("refuses what is not there, what is under way, and another type under the same name", async () => {
    expect((await faultOf(cloud.update({ Resources: { Trips: trips() } }))).message).to.equal(
      "Stack [lab] does not exist",
    );
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify({ Resources: { Trips: trips() } }),
    });
    expect((await faultOf(cloud.cfn.updateStack({ StackName: "lab", UsePreviousTemplate: true }))).message).to.equal(
      `Stack:${StackId} is in CREATE_IN_PROGRESS state and can not be updated.`,
    );
    await cloud.settled();
    expect((await faultOf(cloud.update({ Resources: { Trips: { Type: "AWS::S3::Bucket" } } }))).message).to.equal(
      "Update of resource type is not permitted. The new template modifies resource type of the following resources: [Trips]",
    );
  });

  it("gives a stack's tags to its resources", async () => {
    await cloud.deploy(
      {
        Resources: {
          Trips: trips({
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
    const tags = async () =>
      Object.fromEntries(
        (await cloud.kinesis.listTagsForStream({ StreamName: "trips" })).Tags?.map(({ Key, Value }) => [Key, Value]) ??
          [],
      );
    expect(await tags()).to.deep.equal({ own: "1", both: "resource", course: "labs" });
    await cloud.update({ Resources: { Trips: trips() } }, { Tags: [{ Key: "course", Value: "streams" }] });
    expect(await tags()).to.deep.equal({ course: "streams" });
  });

  it("carries out a request with the same token once", async () => {
    const command = () =>
      new CreateStackCommand({
        StackName: "lab",
        TemplateBody: JSON.stringify({ Resources: { Trips: trips() } }),
        ClientRequestToken: "once",
      });
    const first = await cloud.cfn.send(command());
    expect((await cloud.cfn.send(command())).StackId).to.equal(first.StackId);
    await cloud.settled();
    const update = await faultOf(
      cloud.cfn.updateStack({
        StackName: "lab",
        TemplateBody: JSON.stringify({ Resources: { Trips: trips({ ShardCount: 2 }) } }),
        ClientRequestToken: "once",
      }),
    );
    expect(update.name).to.equal("TokenAlreadyExistsException");
    const { StackEvents = [] } = await cloud.cfn.describeStackEvents({ StackName: "lab" });
    expect(new Set(StackEvents.map(({ ClientRequestToken }) => ClientRequestToken))).to.deep.equal(new Set(["once"]));
  });

  it("hands values from one stack to another, and holds what is in use", async () => {
    const exporting = (name: string, Name = "trips"): object => ({
      Resources: { Trips: trips({ Name }) },
      Outputs: { Stream: { Value: { Ref: "Trips" }, Export: { Name: name } } },
    });
    await cloud.deploy(exporting("stream"));
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
    expect((await cloud.ids("reader"))["Jobs"]).to.match(/trips-jobs$/);
    expect((await cloud.cfn.listExports({})).Exports?.map(({ Name, Value }) => [Name, Value])).to.deep.equal([
      ["stream", "trips"],
    ]);
    expect((await cloud.cfn.listImports({ ExportName: "stream" })).Imports).to.deep.equal(["reader"]);
    expect((await faultOf(cloud.cfn.deleteStack({ StackName: "lab" }))).message).to.contain(
      "Cannot delete export stream as it is in use by reader",
    );
    for (const [change, template] of [
      ["Delete canceled. Cannot delete", exporting("other")],
      ["Update canceled. Cannot update", exporting("stream", "travels")],
    ] as const) {
      expect((await cloud.update(template)).StackStatus).to.equal("UPDATE_ROLLBACK_COMPLETE");
      expect((await cloud.reasons())["lab UPDATE_ROLLBACK_IN_PROGRESS"]).to.equal(
        `${change} export stream as it is in use by reader.`,
      );
      expect(await cloud.outputs()).to.deep.equal({ Stream: "trips" });
    }
    await cloud.deploy(
      { Resources: { A: { Type: "AWS::S3::Bucket", Properties: { BucketName: { "Fn::ImportValue": "nowhere" } } } } },
      { StackName: "lost" },
    );
    expect((await cloud.reasons("lost"))["A CREATE_FAILED"]).to.equal("No export named nowhere found.");
    await cloud.remove("reader");
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("keeps a protected stack", async () => {
    await cloud.deploy({ Resources: { Trips: trips() } }, { EnableTerminationProtection: true });
    expect((await faultOf(cloud.cfn.deleteStack({ StackName: "lab" }))).message).to.equal(
      "Stack [lab] cannot be deleted while TerminationProtection is enabled",
    );
    await cloud.cfn.updateTerminationProtection({ StackName: "lab", EnableTerminationProtection: false });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });

  it("reads a template from a bucket, and gives it back as it came", async () => {
    const text = `# as it is written\nDescription: one\nResources: { Trips: { Type: AWS::Kinesis::Stream, Properties: { Name: trips } } }\n`;
    await cloud.s3.createBucket({ Bucket: "templates" });
    await cloud.s3.putObject({ Bucket: "templates", Key: "a/one.yaml", Body: text });
    for (const [at, url] of [
      "https://templates.s3.amazonaws.com/a/one.yaml",
      "https://s3.us-east-1.amazonaws.com/templates/a/one.yaml",
      `${cloud.running.endpoint}/templates/a/one.yaml`,
    ].entries()) {
      expect((await cloud.cfn.getTemplateSummary({ TemplateURL: url })).Description, String(at)).to.equal("one");
    }
    const { StackId } = await cloud.cfn.createStack({
      StackName: "lab",
      TemplateURL: "https://templates.s3.amazonaws.com/a/one.yaml",
    });
    await cloud.settled(StackId);
    expect((await cloud.cfn.getTemplate({ StackName: "lab" })).TemplateBody).to.equal(text);
    expect(
      (await faultOf(cloud.cfn.createStack({ StackName: "x", TemplateURL: "https://templates.s3.amazonaws.com/none" })))
        .message,
    ).to.contain("S3 error: The specified key does not exist");
    expect(
      (await faultOf(cloud.cfn.createStack({ StackName: "x", TemplateURL: "https://example.com/a" }))).message,
    ).to.contain("TemplateURL must be a supported URL.");
  });

  it("lists stacks and resources, and says what is not there (SVC-017)", async () => {
    await cloud.deploy({ Resources: { Trips: trips() }, Description: "one" });
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
      (await faultOf(cloud.cfn.describeStackResource({ StackName: "lab", LogicalResourceId: "X" }))).message,
    ).to.equal("Resource X does not exist for stack lab");
    expect((await faultOf(cloud.cfn.describeStackEvents({ StackName: "none" }))).message).to.equal(
      "Stack [none] does not exist",
    );
    await cloud.remove();
    const list = async (...StackStatusFilter: ("CREATE_COMPLETE" | "DELETE_COMPLETE")[]) =>
      (await cloud.cfn.listStacks({ StackStatusFilter })).StackSummaries?.map(({ StackName }) => StackName);
    expect(await list("CREATE_COMPLETE")).to.deep.equal([]);
    expect(await list("DELETE_COMPLETE")).to.deep.equal(["lab"]);
  });
});

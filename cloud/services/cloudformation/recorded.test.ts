import { EC2 } from "@aws-sdk/client-ec2";
import { expect } from "chai";
import { catchFault } from "../../testing/use-cloud";
import { useStacks } from "./testing/use-stacks";

// Answers of AWS that LocalStack recorded (tests/aws/services/cloudformation, with the dates below), and requests that
// the CDK sends.

const createBucket = (BucketName: string, more: object = {}) => ({
  Type: "AWS::S3::Bucket",
  Properties: { BucketName },
  ...more,
});

describe("CloudFormation as recorded on AWS", () => {
  const cloud = useStacks();
  const create = (input: object) => catchFault(cloud.cfn.createStack({ StackName: "lab", ...input }));

  for (const [url, words] of [
    ["s3://templates/test/template.yml", "S3 error: Domain name specified in templates is not a valid S3 domain"],
    ["https://example.com/dummy.yml", "TemplateURL must be a supported URL."],
  ] as const) {
    it(`rejects a template at ${url} (2023-10-11)`, async () => {
      expect(await create({ TemplateURL: url })).to.include({ name: "ValidationError", message: words });
    });
  }

  it("names the position of a JSON syntax error (2024-06-18)", async () => {
    const TemplateBody = '{"this is invalid JSON"="bobbins"}';
    expect(await catchFault(cloud.cfn.validateTemplate({ TemplateBody }))).to.include({
      message: "Template format error: JSON not well-formed. (line 1, column 25)",
    });
  });

  it("requires the stack of a change set given only by name (2025-07-21, 2025-09-12)", async () => {
    const waitUntilGone = (StackName?: string) =>
      catchFault(cloud.cfn.deleteChangeSet({ StackName, ChangeSetName: "DoesNotExist" }));
    expect((await waitUntilGone("nostack")).message).to.equal("Stack [nostack] does not exist");
    expect((await waitUntilGone()).message).to.equal(
      "StackName must be specified if ChangeSetName is not specified as an ARN.",
    );
    const createTemplate = (ChangeSetName?: string) => catchFault(cloud.cfn.getTemplate({ ChangeSetName }));
    expect((await createTemplate("DoesNotExist")).message).to.equal("StackName is a required parameter.");
    expect((await createTemplate()).message).to.equal("StackName is required if ChangeSetName is not specified.");
  });

  it("rejects creating and updating a deleted stack (2025-10-10)", async () => {
    const { StackId: id = "" } = await cloud.deploy({ Resources: { A: createBucket("aaa") } });
    await cloud.remove();
    const TemplateBody = JSON.stringify({ Resources: { A: createBucket("bbb") } });
    const changeSet = (ChangeSetType: "CREATE" | "UPDATE") =>
      catchFault(cloud.cfn.createChangeSet({ StackName: id, ChangeSetName: "test", ChangeSetType, TemplateBody }));
    expect((await changeSet("CREATE")).message).to.equal(
      `Stack [${id}] already exists and cannot be created again with the changeSet [test].`,
    );
    const words = `Stack:${id} is in DELETE_COMPLETE state and can not be updated.`;
    expect((await changeSet("UPDATE")).message).to.equal(words);
    expect((await catchFault(cloud.cfn.updateStack({ StackName: id, TemplateBody }))).message).to.equal(words);
  });

  it("evaluates functions in DeletionPolicy, with and without the language extensions (test_deletion_policy_with_retain, 2026-01-23)", async () => {
    const createTemplate = (transform: object) => ({
      ...transform,
      Parameters: { Stage: { Type: "String", Default: "dev" } },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
      Resources: {
        Data: createBucket("data", { DeletionPolicy: { "Fn::If": ["IsProd", "Retain", "Delete"] } }),
        Kept: createBucket("kept", { DeletionPolicy: { "Fn::If": ["IsProd", "Delete", "Retain"] } }),
      },
    });
    const extended = createTemplate({ Transform: "AWS::LanguageExtensions" });
    expect((await create({ TemplateBody: JSON.stringify(extended) })).message).to.equal(
      "Requires capabilities : [CAPABILITY_AUTO_EXPAND]",
    );
    for (const template of [extended, createTemplate({})]) {
      await cloud.deploy(template, { Capabilities: ["CAPABILITY_AUTO_EXPAND"] });
      await cloud.remove();
      await cloud.s3.headBucket({ Bucket: "kept" });
      expect((await catchFault(cloud.s3.headBucket({ Bucket: "data" }))).name).to.equal("NotFound");
      await cloud.s3.deleteBucket({ Bucket: "kept" });
    }
    const unknown = { ...extended, Resources: { A: createBucket("aaa", { DeletionPolicy: { Ref: "Stage" } }) } };
    expect(
      (await create({ TemplateBody: JSON.stringify(unknown), Capabilities: ["CAPABILITY_AUTO_EXPAND"] })).message,
    ).to.equal('Template format error: Unrecognized DeletionPolicy "dev" for A');
  });

  it("creates the CDK's metadata resource, and ignores resources of any type that a condition omits", async () => {
    const Never = { "Fn::Equals": ["a", "b"] };
    await cloud.deploy({
      Conditions: { Never },
      Resources: {
        A: createBucket("aaa"),
        CDKMetadata: { Type: "AWS::CDK::Metadata", Properties: { Analytics: "v2:deflate64:H4sIAAAA" } },
        Topic: { Type: "AWS::Events::Rule", Condition: "Never" },
      },
    });
    const { StackResourceSummaries: summaries = [] } = await cloud.cfn.listStackResources({ StackName: "lab" });
    expect(
      summaries.map(({ LogicalResourceId, ResourceStatus }) => [LogicalResourceId, ResourceStatus]),
    ).to.have.deep.members([
      ["A", "CREATE_COMPLETE"],
      ["CDKMetadata", "CREATE_COMPLETE"],
    ]);
    const there = await create({
      StackName: "x",
      TemplateBody: JSON.stringify({ Resources: { T: { Type: "AWS::Events::Rule" } } }),
    });
    expect(there.name).to.equal("NotImplemented");
    const misspelled = {
      Conditions: { Never },
      Resources: { A: createBucket("bbb"), T: { Type: "AWS::SNS::Topik", Condition: "Never" } },
    };
    expect((await create({ StackName: "x", TemplateBody: JSON.stringify(misspelled) })).message).to.equal(
      "Template format error: Unrecognized resource types: [AWS::SNS::Topik]",
    );
  });

  it("accepts the CDK's change set", async () => {
    await cloud.cfn.createChangeSet({
      StackName: "lab",
      ChangeSetName: "cdk-deploy-change-set",
      ChangeSetType: "CREATE",
      Description: "CDK Changeset for execution 6e23a2b1",
      ClientToken: "create6e23a2b1",
      ImportExistingResources: false,
      DeploymentConfig: { Mode: "STANDARD" },
      TemplateBody: JSON.stringify({ Resources: { A: createBucket("aaa") } }),
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
    });
    const { Stacks: [stack] = [] } = await cloud.cfn.describeStacks({ StackName: "lab" });
    expect(stack?.StackStatus).to.equal("REVIEW_IN_PROGRESS");
  });

  it("tags a security group with the stack's tags, and with its logical id", async () => {
    const { StackId: id } = await cloud.deploy(
      {
        Resources: {
          Group: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "web", GroupName: "web" } },
        },
      },
      { Tags: [{ Key: "course", Value: "03" }] },
    );
    const { SecurityGroups: [group] = [] } = await cloud
      .createClient(EC2)
      .describeSecurityGroups({ GroupNames: ["web"] });
    expect(group?.Tags).to.have.deep.members([
      { Key: "course", Value: "03" },
      { Key: "aws:cloudformation:stack-name", Value: "lab" },
      { Key: "aws:cloudformation:stack-id", Value: id },
      { Key: "aws:cloudformation:logical-id", Value: "Group" },
    ]);
  });
});

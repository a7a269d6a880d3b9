import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { zipSync } from "fflate";
import { oneResource } from "../../cloudformation/testing/one-resource";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const KeyPolicy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] };
const beside = {
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
  Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy } },
};
const says = (word: string): string => `exports.handler = async () => "${word} " + process.env.WHO;`;

describe("AWS::Lambda::Function, Permission and EventSourceMapping", () => {
  const cloud = useStacks({ iam: "on" });
  const lambda = (): Lambda => cloud.client(Lambda);
  const properties = (ZipFile: string, more: object = {}): object => ({
    FunctionName: "greet",
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: { "Fn::GetAtt": ["Role", "Arn"] },
    Code: { ZipFile },
    Environment: { Variables: { WHO: "world" } },
    ...more,
  });
  const template = (ZipFile: string, more: object = {}): object =>
    oneResource("AWS::Lambda::Function", properties(ZipFile, more), { beside, attributes: ["Arn"] });
  const answer = async (): Promise<unknown> =>
    JSON.parse(Buffer.from((await lambda().invoke({ FunctionName: "greet" })).Payload ?? []).toString());

  it("a function gives name and ARN, and runs the code that stands in the template (SVC-019)", async () => {
    await cloud.deploy(template(says("hello"), { Tags: [{ Key: "lab", Value: "2" }] }));
    const Arn = "arn:aws:lambda:us-east-1:000000000000:function:greet";
    expect(await cloud.outputs()).to.deep.equal({ Ref: "greet", Arn });
    expect(await answer()).to.equal("hello world");
    expect((await lambda().listTags({ Resource: Arn })).Tags).to.deep.equal({ lab: "2" });
  });

  it("gets new code and a new configuration in one update, and goes with its stack", async () => {
    await cloud.deploy(template(says("hello"), { KmsKeyArn: { "Fn::GetAtt": ["Key", "Arn"] } }));
    const told = async () => lambda().getFunctionConfiguration({ FunctionName: "greet" });
    expect((await told()).KMSKeyArn).to.match(/^arn:aws:kms:us-east-1:000000000000:key\//);
    const { StackStatus } = await cloud.update(
      template(says("goodbye"), { Timeout: "9", MemorySize: 256, Environment: { Variables: { WHO: "moon" } } }),
    );
    expect(StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await answer()).to.equal("goodbye moon");
    expect(await told())
      .to.include({ Timeout: 9, MemorySize: 256 })
      .and.not.have.property("KMSKeyArn");
    expect((await cloud.update(template(says("goodbye"), { Environment: undefined }))).StackStatus).to.equal(
      "UPDATE_COMPLETE",
    );
    expect(await answer()).to.equal("goodbye undefined");
    await cloud.remove();
    expect((await lambda().listFunctions({})).Functions).to.deep.equal([]);
  });

  it("fails where somebody deletes the function before it is ready, and rolls the stack back", async () => {
    await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify(template(says("hello"))),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    });
    const names = async () => (await lambda().listFunctions({})).Functions ?? [];
    while ((await names()).length === 0) await cloud.advance(0.01);
    expect(await cloud.events()).to.not.include("It CREATE_COMPLETE");
    await lambda().deleteFunction({ FunctionName: "greet" });
    expect((await cloud.settled()).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.reasons())["It CREATE_FAILED"]).to.include("HandlerErrorCode: NotFound");
  });

  it("has its logs in JSON, then as text again, and says in Lambda's words what cannot be (SVC-048)", async () => {
    const logging = async () => (await lambda().getFunctionConfiguration({ FunctionName: "greet" })).LoggingConfig;
    await cloud.deploy(template(says("hello"), { LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "WARN" } }));
    const json = { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "WARN" };
    expect(await logging()).to.deep.equal({ ...json, LogGroup: "/aws/lambda/greet" });
    const changed = { LogFormat: "JSON", ApplicationLogLevel: "DEBUG", LogGroup: "mine" };
    expect((await cloud.update(template(says("hello"), { LoggingConfig: changed }))).StackStatus).to.equal(
      "UPDATE_COMPLETE",
    );
    expect(await logging()).to.deep.equal({ ...changed, SystemLogLevel: "INFO" });
    expect((await cloud.update(template(says("hello")))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await logging()).to.deep.equal({ LogFormat: "Text", LogGroup: "/aws/lambda/greet" });
    const { StackStatus } = await cloud.update(template(says("hello"), { LoggingConfig: { SystemLogLevel: "WARN" } }));
    expect(StackStatus).to.equal("UPDATE_ROLLBACK_COMPLETE");
    expect((await cloud.reasons())["It UPDATE_FAILED"]).to.contain(
      'LogLevel is not supported when LogFormat is set to "Text".',
    );
  });

  it("takes its code from a bucket", async () => {
    await cloud.s3.createBucket({ Bucket: "code" });
    await cloud.s3.putObject({
      Bucket: "code",
      Key: "greet.zip",
      Body: zipSync({ "index.js": Buffer.from(says("from a zip for")) }),
    });
    await cloud.deploy(template("", { Code: { S3Bucket: "code", S3Key: "greet.zip" } }));
    expect(await answer()).to.equal("from a zip for world");
  });

  it("says in Lambda's words that a role cannot be assumed, and takes back the rest", async () => {
    const { StackStatus } = await cloud.deploy(
      template(says("hello"), { Role: "arn:aws:iam::000000000000:role/nobody" }),
    );
    expect(StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.reasons())["It CREATE_FAILED"]).to.contain("Service: Lambda, Status Code: 400");
    expect((await lambda().listFunctions({})).Functions).to.deep.equal([]);
  });

  it("a permission is a statement of the function's policy, another one when it changes", async () => {
    const own = { Function: { Type: "AWS::Lambda::Function", Properties: properties(says("hello")) }, ...beside };
    const allow = (Principal: string): object =>
      oneResource(
        "AWS::Lambda::Permission",
        { Action: "lambda:InvokeFunction", FunctionName: { Ref: "Function" }, Principal },
        { beside: own, attributes: ["Id"] },
      );
    const statements = async () =>
      (
        JSON.parse((await lambda().getPolicy({ FunctionName: "greet" })).Policy ?? "{}") as {
          readonly Statement: readonly { readonly Sid: string; readonly Principal: object }[];
        }
      ).Statement;
    await cloud.deploy(allow("s3.amazonaws.com"));
    const { Ref: id, Id } = await cloud.outputs();
    expect(Id).to.equal(id);
    expect((await statements()).map(({ Sid }) => Sid)).to.deep.equal([id]);
    await cloud.update(allow("firehose.amazonaws.com"));
    expect((await statements()).map(({ Principal }) => Principal)).to.deep.equal([
      { Service: "firehose.amazonaws.com" },
    ]);
    await cloud.update({ Resources: own });
    expect(
      await lambda()
        .getPolicy({ FunctionName: "greet" })
        .catch((error: Error) => error.name),
    ).to.equal("ResourceNotFoundException");
  });

  it("a mapping gives its id, is changed in place, reads its stream, and goes with its stack", async () => {
    const own = {
      Function: { Type: "AWS::Lambda::Function", Properties: properties(says("hello")) },
      In: { Type: "AWS::Kinesis::Stream", Properties: { Name: "in" } },
      ...beside,
    };
    const map = (more: object): object =>
      oneResource(
        "AWS::Lambda::EventSourceMapping",
        {
          EventSourceArn: { "Fn::GetAtt": ["In", "Arn"] },
          FunctionName: { Ref: "Function" },
          StartingPosition: "TRIM_HORIZON",
          ...more,
        },
        { beside: own, attributes: ["EventSourceMappingArn", "Id"] },
      );
    const mappings = async () => (await lambda().listEventSourceMappings({})).EventSourceMappings ?? [];
    await cloud.deploy(map({ BatchSize: "10" }));
    const { Ref: id = "", ...attributes } = await cloud.outputs();
    expect(attributes).to.deep.equal({
      Id: id,
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${id}`,
    });
    expect((await mappings())[0]).to.include({ UUID: id, BatchSize: 10, State: "Enabled" });
    await cloud.kinesis.putRecord({ StreamName: "in", PartitionKey: "a", Data: Buffer.from("x") });
    await cloud.advance(5);
    expect((await mappings())[0]).to.include({ LastProcessingResult: "OK" });
    await cloud.update(map({ BatchSize: 20 }));
    expect((await mappings())[0]).to.include({ UUID: id, BatchSize: 20 });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await mappings()).to.deep.equal([]);
  });
});

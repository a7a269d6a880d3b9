import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { zipSync } from "fflate";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

const trust = {
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const KeyPolicy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] };
const beside = {
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } },
  Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy } },
};
const createSaying = (word: string): string => `exports.handler = async () => "${word} " + process.env.WHO;`;

describe("AWS::Lambda::Function, Permission and EventSourceMapping", () => {
  const cloud = useStacks({ iam: "on" });
  const createClient = (): Lambda => cloud.createClient(Lambda);
  const createProperties = (ZipFile: string, more: object = {}): object => ({
    FunctionName: "greet",
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: { "Fn::GetAtt": ["Role", "Arn"] },
    Code: { ZipFile },
    Environment: { Variables: { WHO: "world" } },
    ...more,
  });
  const createTemplate = (ZipFile: string, more: object = {}): object =>
    createResourceTemplate("AWS::Lambda::Function", createProperties(ZipFile, more), {
      beside,
      attributes: ["Arn"],
    });
  const answer = async (): Promise<unknown> =>
    JSON.parse(Buffer.from((await createClient().invoke({ FunctionName: "greet" })).Payload ?? []).toString());

  it("a function returns name and ARN, and runs the code in the template (SVC-019)", async () => {
    await cloud.deploy(createTemplate(createSaying("hello"), { Tags: [{ Key: "lab", Value: "2" }] }));
    const Arn = "arn:aws:lambda:us-east-1:000000000000:function:greet";
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "greet", Arn });
    expect(await answer()).to.equal("hello world");
    expect((await createClient().listTags({ Resource: Arn })).Tags).to.deep.equal({ lab: "2" });
  });

  it("a function gets new code and configuration in one update, and is deleted with its stack", async () => {
    await cloud.deploy(createTemplate(createSaying("hello"), { KmsKeyArn: { "Fn::GetAtt": ["Key", "Arn"] } }));
    const readEvents = async () => createClient().getFunctionConfiguration({ FunctionName: "greet" });
    expect((await readEvents()).KMSKeyArn).to.match(/^arn:aws:kms:us-east-1:000000000000:key\//);
    const { StackStatus } = await cloud.update(
      createTemplate(createSaying("goodbye"), {
        Timeout: "9",
        MemorySize: 256,
        Environment: { Variables: { WHO: "moon" } },
      }),
    );
    expect(StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await answer()).to.equal("goodbye moon");
    expect(await readEvents())
      .to.include({ Timeout: 9, MemorySize: 256 })
      .and.not.have.property("KMSKeyArn");
    expect(
      (await cloud.update(createTemplate(createSaying("goodbye"), { Environment: undefined }))).StackStatus,
    ).to.equal("UPDATE_COMPLETE");
    expect(await answer()).to.equal("goodbye undefined");
    await cloud.remove();
    expect((await createClient().listFunctions({})).Functions).to.deep.equal([]);
  });

  it("a function fails and rolls the stack back if somebody deletes it before it is ready", async () => {
    await cloud.cfn.createStack({
      StackName: "lab",
      TemplateBody: JSON.stringify(createTemplate(createSaying("hello"))),
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    });
    const listNames = async () => (await createClient().listFunctions({})).Functions ?? [];
    while ((await listNames()).length === 0) await cloud.advance(0.01);
    expect(await cloud.readEvents()).to.not.include("It CREATE_COMPLETE");
    await createClient().deleteFunction({ FunctionName: "greet" });
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.include("HandlerErrorCode: NotFound");
  });

  it("a function logs in JSON, then as text again, and reports invalid settings in Lambda's words (SVC-048)", async () => {
    const readLogging = async () =>
      (await createClient().getFunctionConfiguration({ FunctionName: "greet" })).LoggingConfig;
    await cloud.deploy(
      createTemplate(createSaying("hello"), { LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "WARN" } }),
    );
    const json = { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "WARN" };
    expect(await readLogging()).to.deep.equal({ ...json, LogGroup: "/aws/lambda/greet" });
    const changed = { LogFormat: "JSON", ApplicationLogLevel: "DEBUG", LogGroup: "mine" };
    expect(
      (await cloud.update(createTemplate(createSaying("hello"), { LoggingConfig: changed }))).StackStatus,
    ).to.equal("UPDATE_COMPLETE");
    expect(await readLogging()).to.deep.equal({ ...changed, SystemLogLevel: "INFO" });
    expect((await cloud.update(createTemplate(createSaying("hello")))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect(await readLogging()).to.deep.equal({ LogFormat: "Text", LogGroup: "/aws/lambda/greet" });
    const { StackStatus } = await cloud.update(
      createTemplate(createSaying("hello"), { LoggingConfig: { SystemLogLevel: "WARN" } }),
    );
    expect(StackStatus).to.equal("UPDATE_ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It UPDATE_FAILED"]).to.contain(
      'LogLevel is not supported when LogFormat is set to "Text".',
    );
  });

  it("a function takes its code from a bucket", async () => {
    await cloud.s3.createBucket({ Bucket: "code" });
    await cloud.s3.putObject({
      Bucket: "code",
      Key: "greet.zip",
      Body: zipSync({ "index.js": Buffer.from(createSaying("from a zip for")) }),
    });
    await cloud.deploy(createTemplate("", { Code: { S3Bucket: "code", S3Key: "greet.zip" } }));
    expect(await answer()).to.equal("from a zip for world");
  });

  it("a function reports in Lambda's words that a role can't be assumed, and rolls back the rest", async () => {
    const { StackStatus } = await cloud.deploy(
      createTemplate(createSaying("hello"), { Role: "arn:aws:iam::000000000000:role/nobody" }),
    );
    expect(StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.readReasons())["It CREATE_FAILED"]).to.contain("Service: Lambda, Status Code: 400");
    expect((await createClient().listFunctions({})).Functions).to.deep.equal([]);
  });

  it("a permission is a statement in the function's policy, and is replaced when it changes", async () => {
    const properties = {
      Function: { Type: "AWS::Lambda::Function", Properties: createProperties(createSaying("hello")) },
      ...beside,
    };
    const allow = (Principal: string): object =>
      createResourceTemplate(
        "AWS::Lambda::Permission",
        { Action: "lambda:InvokeFunction", FunctionName: { Ref: "Function" }, Principal },
        { beside: properties, attributes: ["Id"] },
      );
    const readStatements = async () =>
      (
        JSON.parse((await createClient().getPolicy({ FunctionName: "greet" })).Policy ?? "{}") as {
          readonly Statement: readonly { readonly Sid: string; readonly Principal: object }[];
        }
      ).Statement;
    await cloud.deploy(allow("s3.amazonaws.com"));
    const { Ref: id, Id } = await cloud.readOutputs();
    expect(Id).to.equal(id);
    expect((await readStatements()).map(({ Sid }) => Sid)).to.deep.equal([id]);
    await cloud.update(allow("firehose.amazonaws.com"));
    expect((await readStatements()).map(({ Principal }) => Principal)).to.deep.equal([
      { Service: "firehose.amazonaws.com" },
    ]);
    await cloud.update({ Resources: properties });
    expect(
      await createClient()
        .getPolicy({ FunctionName: "greet" })
        .catch((error: Error) => error.name),
    ).to.equal("ResourceNotFoundException");
  });

  it("a mapping returns its id, is updated in place, reads its stream, and is deleted with its stack", async () => {
    const properties = {
      Function: { Type: "AWS::Lambda::Function", Properties: createProperties(createSaying("hello")) },
      In: { Type: "AWS::Kinesis::Stream", Properties: { Name: "in" } },
      ...beside,
    };
    const createMapping = (more: object): object =>
      createResourceTemplate(
        "AWS::Lambda::EventSourceMapping",
        {
          EventSourceArn: { "Fn::GetAtt": ["In", "Arn"] },
          FunctionName: { Ref: "Function" },
          StartingPosition: "TRIM_HORIZON",
          ...more,
        },
        { beside: properties, attributes: ["EventSourceMappingArn", "Id"] },
      );
    const listMappings = async () => (await createClient().listEventSourceMappings({})).EventSourceMappings ?? [];
    await cloud.deploy(createMapping({ BatchSize: "10" }));
    const { Ref: id = "", ...attributes } = await cloud.readOutputs();
    expect(attributes).to.deep.equal({
      Id: id,
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${id}`,
    });
    expect((await listMappings())[0]).to.include({ UUID: id, BatchSize: 10, State: "Enabled" });
    await cloud.kinesis.putRecord({ StreamName: "in", PartitionKey: "a", Data: Buffer.from("x") });
    await cloud.advance(5);
    expect((await listMappings())[0]).to.include({ LastProcessingResult: "OK" });
    await cloud.update(createMapping({ BatchSize: 20 }));
    expect((await listMappings())[0]).to.include({ UUID: id, BatchSize: 20 });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await listMappings()).to.deep.equal([]);
  });
});

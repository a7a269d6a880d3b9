import { UpdateFunctionCodeCommand, type CreateFunctionCommandInput } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { ROLE, testFunctions, createZip, useFolders } from "../../testing/functions";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
/** Files, each nested in its own folders. */
const createNested = (files: number, folders: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: files }, (_, index) => [`${index}/${"a/".repeat(folders)}a`, "1"]));
const createGiving = (value: string): Uint8Array =>
  createZip({ "index.mjs": `export const handler = async () => ${JSON.stringify(value)};` });

describe("Lambda functions", function () {
  const folders = useFolders();
  const cloud = useCloud(folders.options);
  const functions = testFunctions(cloud);
  const { create, call } = functions;
  const readConfiguration = () => functions.client.getFunctionConfiguration({ FunctionName: "f" });

  it("are Pending with AWS's defaults, then Active (SVC-012)", async () => {
    const ZipFile = createGiving("a");
    const created = await functions.client.createFunction({
      FunctionName: "f",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile },
    });
    expect(created.$metadata.httpStatusCode).to.equal(201);
    expect(created).to.deep.include({
      FunctionName: "f",
      FunctionArn: ARN,
      Runtime: "nodejs20.x",
      Role: ROLE,
      Handler: "index.handler",
      Description: "",
      Timeout: 3,
      MemorySize: 128,
      Version: "$LATEST",
      CodeSize: ZipFile.byteLength,
      CodeSha256: createHash("sha256").update(ZipFile).digest("base64"),
      LastModified: "2030-01-01T00:00:00.000+0000",
      State: "Pending",
      StateReasonCode: "Creating",
      PackageType: "Zip",
      TracingConfig: { Mode: "PassThrough" },
      EphemeralStorage: { Size: 512 },
      Architectures: ["x86_64"],
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/f" },
    });
    expect(await catchFault(call({}))).to.include({
      name: "ResourceConflictException",
      message:
        "The operation cannot be performed at this time. The function is currently in the following state: Pending",
    });
    await cloud.advance(1);
    expect(await readConfiguration()).to.include({ State: "Active", LastUpdateStatus: "Successful" });
    expect((await call({})).payload).to.equal("a");
  });
  it("are rejected with a missing KMS key, in KMS's words", async () => {
    const KMSKeyArn = "arn:aws:kms:us-east-1:000000000000:key/12151fd2-7586-11e9-8f9e-2a86e4085a59";
    expect(await catchFault(create("", { KMSKeyArn }))).to.include({
      name: "InvalidParameterValueException",
      message: `Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: NotFoundException KMS Message: Key '${KMSKeyArn}' does not exist`,
    });
  });

  it("run their old code during an update, then their new code", async () => {
    await create({ "index.mjs": "export const handler = async () => 'old';" });
    await call({});
    const before = await readConfiguration();
    const updated = await functions.client.updateFunctionCode({ FunctionName: "f", ZipFile: createGiving("new") });
    expect(updated).to.include({ LastUpdateStatus: "InProgress", LastUpdateStatusReasonCode: "Creating" });
    expect(updated.RevisionId).not.to.equal(before.RevisionId);
    expect(updated.CodeSha256).not.to.equal(before.CodeSha256);
    expect((await call({})).payload).to.equal("old");
    expect(
      await catchFault(functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 9 })),
    ).to.include({
      name: "ResourceConflictException",
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${ARN}`,
    });
    await cloud.advance(1);
    expect((await call({})).payload).to.equal("new");
  });
  it("get a changed configuration in a new environment", async () => {
    await create(
      "export const handler = async (event, context) => [process.env.mine ?? null, context.memoryLimitInMB];",
    );
    expect((await call({})).payload).to.deep.equal([null, "128"]);
    await functions.client.updateFunctionConfiguration({
      FunctionName: "f",
      MemorySize: 256,
      Environment: { Variables: { mine: "yes" } },
    });
    await cloud.advance(1);
    expect((await call({})).payload).to.deep.equal(["yes", "256"]);
    expect(await readConfiguration()).to.deep.include({ MemorySize: 256, Environment: { Variables: { mine: "yes" } } });
  });
  it("accept their code from S3", async () => {
    await cloud.s3.createBucket({ Bucket: "code" });
    await cloud.s3.putObject({ Bucket: "code", Key: "f.zip", Body: createGiving("from S3") });
    await functions.client.createFunction({
      FunctionName: "f",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { S3Bucket: "code", S3Key: "f.zip" },
    });
    await cloud.advance(1);
    expect((await call({})).payload).to.equal("from S3");
    for (const [S3Bucket, S3Key, message] of [
      [
        "code",
        "g.zip",
        "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
      ],
      [
        "other",
        "f.zip",
        "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist",
      ],
    ] as const) {
      expect(await catchFault(functions.client.updateFunctionCode({ FunctionName: "f", S3Bucket, S3Key }))).to.include({
        name: "InvalidParameterValueException",
        message,
      });
    }
    const Statement = [{ Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::code/*" }];
    await cloud.s3.putBucketPolicy({ Bucket: "code", Policy: JSON.stringify({ Statement }) });
    const denied = new UpdateFunctionCodeCommand({ FunctionName: "f", S3Bucket: "code", S3Key: "f.zip" });
    expect(await catchFault(functions.client.send(denied))).to.include({ name: "AccessDeniedException" });
  });
  it("are updated only if the given revision is current", async () => {
    await create("export const handler = async () => 1;");
    expect(
      await catchFault(
        functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 9, RevisionId: "old" }),
      ),
    ).to.include({ name: "PreconditionFailedException" });
    const { RevisionId } = await readConfiguration();
    expect(
      await functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 9, RevisionId }),
    ).to.include({ Timeout: 9 });
  });
  it("are listed by name, page by page", async () => {
    for (const FunctionName of ["b", "a", "c"]) await create("export const handler = async () => 1;", { FunctionName });
    const first = await functions.client.listFunctions({ MaxItems: 2 });
    expect(first.Functions?.map(({ FunctionName }) => FunctionName)).to.deep.equal(["a", "b"]);
    expect(first.Functions?.[0]).to.include({ Version: "$LATEST", PackageType: "Zip" });
    expect(first.Functions?.[0]).not.to.have.any.keys("State", "StateReason", "LastUpdateStatus");
    const second = await functions.client.listFunctions({ Marker: first.NextMarker });
    expect(second.Functions?.map(({ FunctionName }) => FunctionName)).to.deep.equal(["c"]);
    expect(second.NextMarker).to.equal(undefined);
    expect((await functions.client.getAccountSettings({})).AccountUsage).to.include({
      FunctionCount: 3,
    });
  });
  it("have tags", async () => {
    await create("export const handler = async () => 1;", { Tags: { a: "1" } });
    const { client } = functions;
    await client.tagResource({ Resource: ARN, Tags: { b: "2", c: "3" } });
    await client.untagResource({ Resource: ARN, TagKeys: ["a", "c"] });
    expect((await client.listTags({ Resource: ARN })).Tags).to.deep.equal({ b: "2" });
    expect((await client.getFunction({ FunctionName: ARN })).Tags).to.deep.equal({ b: "2" });
  });
  it("leave only their log when they are deleted", async () => {
    await create("export const handler = async () => process.pid;");
    const { payload: pid } = await call({});
    await functions.client.deleteFunction({ FunctionName: "f" });
    expect(await catchFault(readConfiguration())).to.include({
      name: "ResourceNotFoundException",
      message: `Function not found: ${ARN}`,
    });
    expect(() => process.kill(pid as number, 0)).to.throw("ESRCH");
    expect(readdirSync(join(folders.getLatestPath(), "services/lambda/code"))).to.deep.equal([]);
    await create("export const handler = async () => 'again';");
    expect((await call({})).payload).to.equal("again");
  });
  it("can be invoked by path without a signature", async () => {
    await create("export const handler = async (event) => event;");
    const reply = await fetch(`${cloud.running.endpoint}/2015-03-31/functions/f/invocations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"a":1}',
    });
    expect([reply.status, await reply.json(), reply.headers.get("x-amz-executed-version")]).to.deep.equal([
      200,
      { a: 1 },
      "$LATEST",
    ]);
  });
  it("report no code signing to clients that ask for it", async () => {
    await create("export const handler = async () => 1;");
    expect(await functions.client.getFunctionCodeSigningConfig({ FunctionName: "f" })).to.include({
      CodeSigningConfigArn: "",
      FunctionName: "f",
    });
  });
  it("return their zip through GetFunction's link", async () => {
    const ZipFile = createGiving("a");
    await create("", { Code: { ZipFile } });
    const { Code } = await functions.client.getFunction({ FunctionName: "f" });
    const reply = await fetch(Code?.Location ?? "");
    expect(Buffer.from(await reply.arrayBuffer()).equals(ZipFile)).to.equal(true);
    for (const wrong of [/signature=.*/, /&until=\d+/, /%24LATEST/, /..$/])
      expect((await fetch((Code?.Location ?? "").replace(wrong, ""))).status, String(wrong)).to.equal(403);
    await cloud.advance(601);
    expect((await fetch(Code?.Location ?? "")).status).to.equal(403);
  });
  it("exist after a restart", async () => {
    await create("export const handler = async () => 'still';");
    await call({});
    await cloud.restart({ data: folders.getLatestPath() });
    expect((await call({})).payload).to.equal("still");
    expect(await readConfiguration()).to.include({ State: "Active" });
  });

  const request = {
    FunctionName: "f",
    Runtime: "nodejs20.x",
    Handler: "index.handler",
    Role: ROLE,
    Code: { ZipFile: createGiving("a") },
  } satisfies CreateFunctionCommandInput;
  const wrong: readonly (readonly [string, Partial<CreateFunctionCommandInput>, string, RegExp])[] = [
    [
      "what is not a zip",
      { Code: { ZipFile: Buffer.from("no zip") } },
      "InvalidParameterValueException",
      /^Could not unzip uploaded file\. Please check your file, then try to upload again\.$/,
    ],
    [
      "an empty file",
      { Code: { ZipFile: new Uint8Array() } },
      "InvalidParameterValueException",
      /^Uploaded file must be a non-empty zip$/,
    ],
    [
      "an empty zip",
      { Code: { ZipFile: createZip({}) } },
      "InvalidParameterValueException",
      /^Uploaded file must be a non-empty zip$/,
    ],
    [
      "a zip that leaves its folder",
      { Code: { ZipFile: createZip({ "../../evil.js": "1" }) } },
      "InvalidParameterValueException",
      /^Could not unzip/,
    ],
    ...(
      [
        ["a zip with a file where it has a folder", { "index.js": "1", "index.js/a": "1" }],
        ["a zip with a folder where it has a file", { "index.js/a": "1", "./index.js": "1" }],
        ["a zip with a name that no file system takes", { ["a".repeat(300)]: "1" }],
        ["a zip with a path that no file system takes", { [`${"a/".repeat(2000)}a`]: "1" }],
        ["a zip with more folders than any code has", createNested(100, 1000)],
      ] as const
    ).map(
      ([title, files]) =>
        [title, { Code: { ZipFile: createZip(files) } }, "InvalidParameterValueException", /^Could not unzip/] as const,
    ),
    ["no code", { Code: {} }, "InvalidParameterValueException", /^Please provide a source for function code\.$/],
    [
      "a role that is none",
      { Role: "role" },
      "ValidationException",
      /at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:/,
    ],
    [
      "a timeout that is too long",
      { Timeout: 901 },
      "ValidationException",
      /^1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900$/,
    ],
    [
      "too little memory",
      { MemorySize: 64 },
      "ValidationException",
      /Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128$/,
    ],
    [
      "no handler",
      { Handler: undefined },
      "InvalidParameterValueException",
      /^Runtime and Handler are mandatory parameters/,
    ],
    [
      "a runtime that AWS retired",
      { Runtime: "nodejs14.x" },
      "InvalidParameterValueException",
      /^The runtime parameter of nodejs14\.x is no longer supported/,
    ],
    ["a runtime that is not run here", { Runtime: "java21" }, "NotImplemented", /It does not emulate java21\.$/],
    [
      "Lambda's own variables",
      { Environment: { Variables: { AWS_REGION: "x" } } },
      "InvalidParameterValueException",
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    [
      "more than 4 KB of variables (SVC-012)",
      { Environment: { Variables: { mine: "x".repeat(4_090) } } },
      "InvalidParameterValueException",
      /exceeded the 4KB limit\. String measured: \{"mine":"x{4090}"\}$/,
    ],
    [
      "a wrapper script",
      { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrapper" } } },
      "NotImplemented",
      /does not emulate wrapper scripts: leave AWS_LAMBDA_EXEC_WRAPPER out\.$/,
    ],
    [
      "a network of one's own",
      { VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] } },
      "NotImplemented",
      /does not emulate the member 'SubnetIds'/,
    ],
    [
      "an image",
      { PackageType: "Image" },
      "NotImplemented",
      /does not emulate the value 'Image' of the member 'PackageType'\./,
    ],
    [
      "levels of logs as text (SVC-048)",
      { LoggingConfig: { SystemLogLevel: "WARN" } },
      "InvalidParameterValueException",
      /^LogLevel is not supported when LogFormat is set to "Text"\. Remove LogLevel from your request or change the LogFormat to "JSON" and try again\.$/,
    ],
    [
      "a level that there is not",
      { LoggingConfig: { LogFormat: "JSON", SystemLogLevel: "ERROR" as "WARN" } },
      "ValidationException",
      /at 'loggingConfig\.systemLogLevel' failed to satisfy constraint: Member must satisfy enum value set: \[DEBUG, INFO, WARN\]/,
    ],
  ];
  for (const [title, changes, name, message] of wrong) {
    it(`reject ${title}`, async () => {
      const fault = await catchFault(functions.client.createFunction({ ...request, ...changes }));
      expect(fault.message).to.match(message);
      expect(fault.name).to.equal(name);
    });
  }
  it("reject a second one of the same name", async () => {
    await functions.client.createFunction(request);
    expect(await catchFault(functions.client.createFunction(request))).to.include({
      name: "ResourceConflictException",
      message: "Function already exist: f",
    });
  });
});

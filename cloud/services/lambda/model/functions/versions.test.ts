import { expect } from "chai";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { testFunctions, createZip } from "../../testing/functions";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
const FunctionName = "f";

describe("Lambda versions, aliases, policies and reservations", function () {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const { call } = functions;
  const createGiving = (value: number): string =>
    `export const handler = async (event, context) => [${value}, context.functionVersion, context.invokedFunctionArn];`;
  beforeEach(() => functions.create(createGiving(1)));
  const update = async (value: number): Promise<void> => {
    await functions.client.updateFunctionCode({
      FunctionName,
      ZipFile: createZip({ "index.mjs": createGiving(value) }),
    });
    await cloud.advance(1);
  };

  it("publish $LATEST once per change", async () => {
    const { client } = functions;
    const first = await client.publishVersion({ FunctionName, Description: "one" });
    expect(first).to.include({ Version: "1", FunctionArn: `${ARN}:1`, Description: "one" });
    expect((await client.publishVersion({ FunctionName, Description: "one" })).Version).to.equal("1");
    await update(2);
    expect((await client.publishVersion({ FunctionName })).Version).to.equal("2");
    expect(
      (await client.listVersionsByFunction({ FunctionName })).Versions?.map(({ Version }) => Version),
    ).to.deep.equal(["$LATEST", "1", "2"]);
    expect((await call({}, { Qualifier: "1" })).payload).to.deep.equal([1, "1", `${ARN}:1`]);
    expect((await call({}, { FunctionName: `${ARN}:2` })).payload).to.deep.equal([2, "2", `${ARN}:2`]);
    expect((await call({})).payload).to.deep.equal([2, "$LATEST", ARN]);
    expect(await catchFault(call({}, { Qualifier: "3" }))).to.include({
      name: "ResourceNotFoundException",
      message: `Function not found: ${ARN}:3`,
    });
    expect(await catchFault(client.publishVersion({ FunctionName, CodeSha256: "other" }))).to.include({
      name: "InvalidParameterValueException",
    });
    await client.deleteFunction({ FunctionName, Qualifier: "1" });
    expect(
      (await client.listVersionsByFunction({ FunctionName })).Versions?.map(({ Version }) => Version),
    ).to.deep.equal(["$LATEST", "2"]);
  });
  it("move an alias from one version to the next", async () => {
    const { client } = functions;
    await client.publishVersion({ FunctionName });
    await update(2);
    await client.publishVersion({ FunctionName });
    expect(await client.createAlias({ FunctionName, Name: "live", FunctionVersion: "1" })).to.include({
      AliasArn: `${ARN}:live`,
      FunctionVersion: "1",
    });
    expect((await call({}, { Qualifier: "live" })).payload).to.deep.equal([1, "1", `${ARN}:live`]);
    await client.updateAlias({ FunctionName, Name: "live", FunctionVersion: "2", Description: "now" });
    expect((await call({}, { Qualifier: "live" })).payload).to.deep.equal([2, "2", `${ARN}:live`]);
    expect(await client.getAlias({ FunctionName, Name: "live" })).to.include({ Description: "now" });
    expect((await client.listAliases({ FunctionName, FunctionVersion: "1" })).Aliases).to.deep.equal([]);
    expect(await catchFault(client.createAlias({ FunctionName, Name: "live", FunctionVersion: "1" }))).to.include({
      name: "ResourceConflictException",
    });
    expect(await catchFault(client.createAlias({ FunctionName, Name: "next", FunctionVersion: "9" }))).to.include({
      name: "ResourceNotFoundException",
    });
    expect(await catchFault(client.deleteFunction({ FunctionName, Qualifier: "2" }))).to.include({
      name: "ResourceConflictException",
    });
    await client.deleteAlias({ FunctionName, Name: "live" });
    expect(await catchFault(client.getAlias({ FunctionName, Name: "live" }))).to.include({
      name: "ResourceNotFoundException",
      message: `Cannot find alias arn: ${ARN}:live`,
    });
  });
  it("store permissions to call a function", async () => {
    const { client } = functions;
    expect(await catchFault(client.getPolicy({ FunctionName }))).to.include({
      name: "ResourceNotFoundException",
    });
    const SourceArn = "arn:aws:s3:::bucket";
    const { Statement = "" } = await client.addPermission({
      FunctionName,
      StatementId: "s3",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn,
      SourceAccount: "000000000000",
    });
    const statement = {
      Sid: "s3",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: "lambda:InvokeFunction",
      Resource: ARN,
      Condition: { StringEquals: { "AWS:SourceAccount": "000000000000" }, ArnLike: { "AWS:SourceArn": SourceArn } },
    };
    expect(JSON.parse(Statement)).to.deep.equal(statement);
    const { Policy = "" } = await client.getPolicy({ FunctionName });
    expect(JSON.parse(Policy)).to.deep.equal({ Version: "2012-10-17", Id: "default", Statement: [statement] });
    expect(
      await catchFault(client.addPermission({ FunctionName, StatementId: "s3", Action: "*", Principal: "*" })),
    ).to.include({
      name: "ResourceConflictException",
      message:
        "The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement.",
    });
    expect(await catchFault(client.removePermission({ FunctionName, StatementId: "other" }))).to.include({
      name: "ResourceNotFoundException",
    });
    await client.removePermission({ FunctionName, StatementId: "s3" });
    expect(await catchFault(client.getPolicy({ FunctionName }))).to.include({
      name: "ResourceNotFoundException",
    });
  });
  it("limit concurrent invocations to the reservation", async () => {
    const { client } = functions;
    await functions.create(
      "export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 500)); return 1; };",
      { FunctionName: "slow" },
    );
    expect(await client.putFunctionConcurrency({ FunctionName: "slow", ReservedConcurrentExecutions: 2 })).to.include({
      ReservedConcurrentExecutions: 2,
    });
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => call({}, { FunctionName: "slow" })));
    const refused = answers.flatMap((answer) =>
      answer.status === "rejected" ? [answer.reason as Error & { readonly Reason?: string }] : [],
    );
    expect(refused.map(({ name, message, Reason }) => [name, message, Reason])).to.deep.equal(
      Array.from({ length: 2 }, () => [
        "TooManyRequestsException",
        "Rate Exceeded.",
        "ReservedFunctionConcurrentInvocationLimitExceeded",
      ]),
    );
    expect((await client.getFunctionConcurrency({ FunctionName: "slow" })).ReservedConcurrentExecutions).to.equal(2);
    await client.deleteFunctionConcurrency({ FunctionName: "slow" });
    expect((await client.getFunctionConcurrency({ FunctionName: "slow" })).ReservedConcurrentExecutions).to.equal(
      undefined,
    );
    expect(
      await catchFault(client.putFunctionConcurrency({ FunctionName: "slow", ReservedConcurrentExecutions: 91 })),
    ).to.include({
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [10].",
    });
  });
  it("accept function names in each of AWS's forms", async () => {
    for (const name of ["f", "function:f", "000000000000:function:f", ARN, `${ARN}:$LATEST`])
      expect((await call({}, { FunctionName: name })).status, name).to.equal(200);
    expect(await catchFault(call({}, { FunctionName: "arn:aws:lambda:eu-west-1:000000000000:function:f" }))).to.include(
      {
        name: "ResourceNotFoundException",
      },
    );
    expect(await catchFault(call({}, { FunctionName: "f f" }))).to.include({ name: "ValidationException" });
    expect(await catchFault(call({}, { FunctionName: `${ARN}:1`, Qualifier: "2" }))).to.include({
      message: "The derived qualifier from the function name does not match the specified qualifier.",
    });
  });
});

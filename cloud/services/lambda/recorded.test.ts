import type {
  ApplicationLogLevel,
  CreateFunctionCommandInput,
  LoggingConfig,
  SystemLogLevel,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { ROLE, testFunctions, createZip } from "./testing/functions";

// Answers recorded on AWS by LocalStack (tests/aws/services/lambda_/test_lambda_api.snapshot.json), most of them on 2025-11-25.

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
const BEFORE =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?";

describe("Lambda as recorded on AWS", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const createFunction = (rest: Partial<CreateFunctionCommandInput> = {}) =>
    functions.client.createFunction({
      FunctionName: "f",
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: createZip({ "index.mjs": "export const handler = () => 1;" }) },
      ...rest,
    });
  const readConfiguration = () => functions.client.getFunctionConfiguration({ FunctionName: "f" });

  it("accepts ARNs and partial ARNs as names (test_function_arns)", async () => {
    for (const FunctionName of [ARN, "000000000000:function:g", "function:h", "i"])
      await createFunction({ FunctionName });
    const { Functions: all = [] } = await functions.client.listFunctions({});
    expect(all.map((configuration) => configuration.FunctionName)).to.deep.equal(["f", "g", "h", "i"]);
    await cloud.advance(1);
    for (const FunctionName of [ARN, `${ARN}:$LATEST`, "f:$LATEST", "000000000000:f", "function:f"])
      expect((await functions.client.invoke({ FunctionName })).StatusCode, FunctionName).to.equal(200);
  });

  for (const [title, name, code, words] of [
    [
      "a name that is none",
      "invalid:function:name",
      "ValidationException",
      `1 validation error detected: Value 'invalid:function:name' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${BEFORE}([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
    ],
    [
      "a name that is too long",
      "a".repeat(65),
      "InvalidParameterValueException",
      `1 validation error detected: Value '${"a".repeat(65)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      "an ARN that is too long",
      ARN + "a".repeat(100),
      "ValidationException",
      `1 validation error detected: Value '${ARN + "a".repeat(100)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 140`,
    ],
    [
      "another region's ARN",
      ARN.replace("us-east-1", "ap-southeast-1"),
      "ResourceNotFoundException",
      "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
    ],
  ] as const) {
    it(`rejects ${title} (test_function_arns)`, async () => {
      expect(await catchFault(createFunction({ FunctionName: name }))).to.include({ name: code, message: words });
    });
  }

  it("validates names differently for invoking and creating (test_invalid_invoke)", async () => {
    const FunctionName = "arn:aws:lambda:us-east-1:123400000000@function:myfn";
    expect((await catchFault(functions.client.invoke({ FunctionName }))).message).to.equal(
      `1 validation error detected: Value '${FunctionName}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${BEFORE}([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
    );
    const read = (Qualifier: string) => catchFault(functions.client.getFunction({ FunctionName: "f", Qualifier }));
    expect((await read("with-?-char")).message).to.include(
      "Value 'with-?-char' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+",
    );
    await createFunction();
    expect((await read("valid-with-$")).message).to.equal(`Function not found: ${ARN}:valid-with-$`);
  });

  it("includes $LATEST in errors if it looked for it (test_ops_on_nonexisting_fn, test_function_concurrency_exceptions)", async () => {
    const { client } = functions;
    const catchRefusal = async (work: Promise<unknown>) => (await catchFault(work)).message;
    const Qualifier = "$LATEST";
    const FunctionName = "f";
    expect(await catchRefusal(client.getFunction({ FunctionName, Qualifier }))).to.equal(
      `Function not found: ${ARN}:$LATEST`,
    );
    expect(await catchRefusal(client.getFunction({ FunctionName }))).to.equal(`Function not found: ${ARN}`);
    const reserve = { ReservedConcurrentExecutions: 1 };
    expect(await catchRefusal(client.putFunctionConcurrency({ FunctionName, ...reserve }))).to.equal(
      `Function not found: ${ARN}:$LATEST`,
    );
    expect(await catchRefusal(client.putFunctionConcurrency({ FunctionName: `${ARN}:1`, ...reserve }))).to.match(
      /^This operation is permitted on Lambda functions only\./,
    );
    expect(await catchRefusal(client.getFunctionEventInvokeConfig({ FunctionName }))).to.equal(
      `The function ${ARN}:$LATEST doesn't have an EventInvokeConfig`,
    );
    const events = { FunctionName, MaximumRetryAttempts: 0 };
    expect(await catchRefusal(client.putFunctionEventInvokeConfig(events))).to.equal("The function doesn't exist.");
    expect(await catchRefusal(client.deleteFunction({ FunctionName, Qualifier: "7" }))).to.equal(
      `Function not found: ${ARN}`,
    );
  });

  it("creates a new revision when a function becomes Active and when an update finishes (test_function_revisions_basic)", async () => {
    const revisions = [(await createFunction()).RevisionId];
    await cloud.advance(1);
    revisions.push((await readConfiguration()).RevisionId);
    const update = (RevisionId: string | undefined) =>
      functions.client.updateFunctionConfiguration({ FunctionName: "f", Timeout: 9, RevisionId });
    expect((await catchFault(update(revisions[0]))).name).to.equal("PreconditionFailedException");
    revisions.push((await update(revisions[1])).RevisionId);
    await cloud.advance(1);
    revisions.push((await readConfiguration()).RevisionId);
    expect(new Set(revisions)).to.have.lengthOf(4);
    for (const revision of revisions) expect(revision).to.match(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((await readConfiguration()).RevisionId).to.equal(revisions[3]);
  });

  it("describes the runtime's version, but not in lists (test_function_lifecycle, test_version_lifecycle)", async () => {
    const { RuntimeVersionConfig: created } = await createFunction();
    expect(created?.RuntimeVersionArn).to.match(/^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/);
    expect((await readConfiguration()).RuntimeVersionConfig).to.deep.equal(created);
    const { Versions: [version] = [] } = await functions.client.listVersionsByFunction({ FunctionName: "f" });
    expect(version).to.include({ Version: "$LATEST", FunctionArn: `${ARN}:$LATEST` });
    expect(version).not.to.have.any.keys("State", "LastUpdateStatus", "RuntimeVersionConfig");
  });

  const DEFAULT_GROUP = "/aws/lambda/f";
  const createLevels = (ApplicationLogLevel: ApplicationLogLevel, SystemLogLevel: SystemLogLevel): object => ({
    LogFormat: "JSON",
    ApplicationLogLevel,
    SystemLogLevel,
    LogGroup: DEFAULT_GROUP,
  });
  const reconfigure = async (LoggingConfig: LoggingConfig): Promise<unknown> => {
    const update = { FunctionName: "f", LoggingConfig };
    const answered = await functions.client.updateFunctionConfiguration(update);
    await cloud.advance(1);
    expect((await readConfiguration()).LoggingConfig).to.deep.equal(answered.LoggingConfig);
    return answered.LoggingConfig;
  };
  it("sets INFO as the levels of JSON logs (SVC-048, test_function_advanced_logging_configuration)", async () => {
    const { LoggingConfig: created } = await createFunction({ LoggingConfig: { LogFormat: "JSON" } });
    expect(created).to.deep.equal(createLevels("INFO", "INFO"));
    await cloud.advance(1);
    expect(await reconfigure({ ...created, LogGroup: "cool_lambda" })).to.deep.equal({
      ...created,
      LogGroup: "cool_lambda",
    });
  });
  it("switches logs to JSON and back to text (SVC-048, test_advanced_logging_configuration_format_switch)", async () => {
    await createFunction();
    await cloud.advance(1);
    expect(await reconfigure({ LogFormat: "JSON" })).to.deep.equal(createLevels("INFO", "INFO"));
    expect(await reconfigure({ LogFormat: "Text" })).to.deep.equal({ LogFormat: "Text", LogGroup: DEFAULT_GROUP });
  });
  for (const [input, answered] of [
    [{ LogFormat: "JSON" }, createLevels("INFO", "INFO")],
    [{ LogFormat: "JSON", ApplicationLogLevel: "DEBUG" }, createLevels("DEBUG", "INFO")],
    [{ LogFormat: "JSON", SystemLogLevel: "DEBUG" }, createLevels("INFO", "DEBUG")],
    [{ LogGroup: "cool_lambda" }, { LogFormat: "Text", LogGroup: "cool_lambda" }],
  ] as const)
    it(`updates partial logging settings ${JSON.stringify(input)} (SVC-048, test_function_partial_advanced_logging_configuration_update)`, async () => {
      await createFunction();
      await cloud.advance(1);
      expect(await reconfigure(input)).to.deep.equal(answered);
    });
});

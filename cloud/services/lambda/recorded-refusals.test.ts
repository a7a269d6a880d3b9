import type { AddPermissionCommandInput, Architecture, EventSourcePosition } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { ROLE, testFunctions, createZip } from "./testing/functions";

/**
 * Refusals that LocalStack recorded from AWS between 2025-11-25 and 2026-01-12 and publishes in its repository
 * (Apache-2.0), in tests/aws/services/lambda_/test_lambda_api.snapshot.json. The test cases are this project's own; each
 * names the recorded one.
 */
describe("Lambda's rejections as recorded on AWS", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
  const FunctionName = "f";
  const [INVALID, GONE, CONFLICT] = [
    "InvalidParameterValueException",
    "ResourceNotFoundException",
    "ResourceConflictException",
  ] as const;
  const catchRefusal = async (work: Promise<unknown>): Promise<readonly [string, string]> => {
    const { name, message } = await catchFault(work);
    return [name, message];
  };
  beforeEach(async () => {
    await functions.create("export const handler = async () => 1;");
  });

  it("cover deleting $LATEST, even of a missing function (test_ops_with_arn_qualifier_mismatch)", async () => {
    const words = "$LATEST version cannot be deleted without deleting the function.";
    expect(
      await catchRefusal(functions.client.deleteFunction({ FunctionName: "g", Qualifier: "$LATEST" })),
    ).to.deep.equal([INVALID, words]);
    expect(
      await catchRefusal(functions.client.deleteFunction({ FunctionName: "g:1", Qualifier: "$LATEST" })),
    ).to.deep.equal([INVALID, "The derived qualifier from the function name does not match the specified qualifier."]);
  });

  it("cover publishing another revision or other code (test_publish_with_wrong_revisionid, test_publish_with_wrong_sha256)", async () => {
    const [code, text] = await catchRefusal(functions.client.publishVersion({ FunctionName, RevisionId: "wrong" }));
    expect([code, text]).to.deep.equal([
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    ]);
    const { Configuration } = await functions.client.getFunction({ FunctionName });
    const sha256 = Configuration?.CodeSha256 ?? "";
    expect(await catchRefusal(functions.client.publishVersion({ FunctionName, CodeSha256: "none" }))).to.deep.equal([
      INVALID,
      `CodeSHA256 (none) is different from current CodeSHA256 in $LATEST (${sha256}). Please try again with the CodeSHA256 in $LATEST.`,
    ]);
  });

  it("cover aliases (test_notfound_and_invalid_routingconfigs, test_alias_lifecycle, test_non_existent_alias_update, test_non_existent_alias_deletion)", async () => {
    const create = (Name: string, FunctionVersion: string) =>
      functions.client.createAlias({ FunctionName, Name, FunctionVersion });
    await functions.client.publishVersion({ FunctionName });
    await create("custom", "1");
    expect(await catchRefusal(create("custom", "1"))).to.deep.equal([CONFLICT, `Alias already exists: ${ARN}:custom`]);
    expect(await catchRefusal(create("other", "10"))).to.deep.equal([GONE, `Function not found: ${ARN}:10`]);
    const none = { FunctionName, Name: "none" };
    expect(await catchRefusal(functions.client.getAlias(none))).to.deep.equal([
      GONE,
      `Cannot find alias arn: ${ARN}:none`,
    ]);
    expect(await catchRefusal(functions.client.updateAlias(none))).to.deep.equal([
      GONE,
      `Alias not found: ${ARN}:none`,
    ]);
    expect(await catchRefusal(functions.client.getFunction({ FunctionName, Qualifier: "none" }))).to.deep.equal([
      GONE,
      `Function not found: ${ARN}:none`,
    ]);
    await functions.client.deleteAlias(none);
  });

  it("cover tags (test_tag_exceptions, test_tag_nonexisting_resource)", async () => {
    const tag = (Resource: string) => catchRefusal(functions.client.tagResource({ Resource, Tags: { a: "b" } }));
    expect(await tag(`${ARN}g`)).to.deep.equal([GONE, `Function not found: ${ARN}g`]);
    expect(await catchRefusal(functions.client.listTags({ Resource: `${ARN}g` }))).to.deep.equal([
      GONE,
      `Function not found: ${ARN}g`,
    ]);
    expect(await tag(`${ARN}:custom`)).to.deep.equal([
      INVALID,
      "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    ]);
    const mapping = "arn:aws:lambda:us-east-1:000000000000:event-source-mapping:11111111-2222-3333-4444-555555555555";
    expect(await tag(mapping)).to.deep.equal([GONE, `Event source mapping not found: ${mapping}`]);
    const other = ARN.replace(":function:", ":foobar:");
    const pattern =
      "arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)";
    expect(await tag(other)).to.deep.equal([
      "ValidationException",
      `1 validation error detected: Value '${other}' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`,
    ]);
  });

  it("cover settings of asynchronous invocations (test_lambda_eventinvokeconfig_exceptions)", async () => {
    const none = "The function doesn't exist.";
    const retries = { MaximumRetryAttempts: 1 };
    expect(
      await catchRefusal(functions.client.putFunctionEventInvokeConfig({ FunctionName: "g", ...retries })),
    ).to.deep.equal([GONE, none]);
    expect(
      await catchRefusal(functions.client.updateFunctionEventInvokeConfig({ FunctionName: "g", ...retries })),
    ).to.deep.equal([GONE, none]);
    expect(await catchRefusal(functions.client.listFunctionEventInvokeConfigs({ FunctionName: "g" }))).to.deep.equal([
      GONE,
      none,
    ]);
    const absent = `The function ${ARN}:$LATEST doesn't have an EventInvokeConfig`;
    expect(
      await catchRefusal(functions.client.updateFunctionEventInvokeConfig({ FunctionName, ...retries })),
    ).to.deep.equal([GONE, absent]);
    expect(await catchRefusal(functions.client.deleteFunctionEventInvokeConfig({ FunctionName }))).to.deep.equal([
      GONE,
      absent,
    ]);
    for (const name of [FunctionName, "none"])
      expect(await catchRefusal(functions.client.putFunctionEventInvokeConfig({ FunctionName: name }))).to.deep.equal([
        INVALID,
        "You must specify at least one of error handling or destination setting.",
      ]);
  });

  for (const [destination, code, words] of [
    [`${ARN}none`, INVALID, `The destination ARN ${ARN}none is invalid.`],
    [ARN, INVALID, "You can't specify the function as a destination for itself."],
    [
      "arn:aws:iam:us-east-1:000000000000:function:f",
      INVALID,
      "The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:iam:us-east-1:000000000000:function:f), onFailure=null) is invalid.",
    ],
    [
      "arn:aws:_-/!lambda:us-east-1:000000000000:function:f",
      "ValidationException",
      "1 validation error detected: Value 'arn:aws:_-/!lambda:us-east-1:000000000000:function:f' at 'destinationConfig.onSuccess.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: $|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)",
    ],
  ] as const)
    it(`cover the destination ${destination} (test_lambda_eventinvokeconfig_exceptions)`, async () => {
      const DestinationConfig = { OnSuccess: { Destination: destination } };
      expect(
        await catchRefusal(functions.client.putFunctionEventInvokeConfig({ FunctionName, DestinationConfig })),
      ).to.deep.equal([code, words]);
    });

  it("name another function as a destination like AWS", async () => {
    await functions.create("export const handler = async () => 1;", { FunctionName: "other" });
    const DestinationConfig = { OnFailure: { Destination: ARN.replace(/f$/, "other") } };
    expect(
      await catchRefusal(functions.client.putFunctionEventInvokeConfig({ FunctionName, DestinationConfig })),
    ).to.deep.equal([
      "NotImplemented",
      "The lab cloud does not emulate destinations of lambda: give the ARN of a queue or a topic.",
    ]);
  });

  for (const [architectures, words] of [
    [
      ["x86_64", "arm64"],
      "Value '[x86_64, arm64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
    ],
    [
      ["X86_64"],
      "Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    ],
  ] as const)
    it(`cover the architectures ${architectures.join(", ")} (test_create_lambda_exceptions)`, async () => {
      const settings = { Role: ROLE, Runtime: "nodejs22.x", Handler: "index.handler" } as const;
      const Code = { ZipFile: createZip({ "index.mjs": "export const handler = async () => 1;" }) };
      const Architectures = [...architectures] as Architecture[];
      expect(
        await catchRefusal(functions.client.createFunction({ FunctionName: "g", ...settings, Code, Architectures })),
      ).to.deep.equal(["ValidationException", `1 validation error detected: ${words}`]);
    });

  it("cover event source mappings (test_event_source_mapping_exceptions, test_create_event_source_validation_kinesis)", async () => {
    const queue = "arn:aws:sqs:us-east-1:000000000000:q";
    expect(
      await catchRefusal(functions.client.createEventSourceMapping({ FunctionName: "g", EventSourceArn: queue })),
    ).to.deep.equal([INVALID, "Function does not exist"]);
    expect(await catchRefusal(functions.client.createEventSourceMapping({ FunctionName }))).to.deep.equal([
      INVALID,
      "Unrecognized event source.",
    ]);
    const EventSourceArn = "arn:aws:kinesis:us-east-1:000000000000:stream/s";
    const StartingPosition = "invalid" as EventSourcePosition;
    expect(
      await catchRefusal(functions.client.createEventSourceMapping({ FunctionName, EventSourceArn, StartingPosition })),
    ).to.deep.equal([
      "ValidationException",
      "1 validation error detected: Value 'invalid' at 'startingPosition' failed to satisfy constraint: Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]",
    ]);
  });

  it("cover permissions (test_permission_exceptions)", async () => {
    const add = (more: Partial<AddPermissionCommandInput>) =>
      catchRefusal(
        functions.client.addPermission({
          ...{ FunctionName, StatementId: "s3", Action: "lambda:InvokeFunction", Principal: "s3.amazonaws.com" },
          ...more,
        }),
      );
    const remove = (FunctionName: string, Qualifier?: string) =>
      catchRefusal(functions.client.removePermission({ FunctionName, StatementId: "s3", Qualifier }));
    expect(await add({ Principal: "invalid.nonaws.com" })).to.deep.equal([
      INVALID,
      "The provided principal was invalid. Please check the principal and try again.",
    ]);
    expect(await add({ Qualifier: "$LATEST" })).to.deep.equal([
      INVALID,
      "We currently do not support adding policies for $LATEST.",
    ]);
    expect(await add({ Qualifier: "none" })).to.deep.equal([GONE, `Cannot find alias arn: ${ARN}:none`]);
    expect(await add({ Qualifier: "42" })).to.deep.equal([GONE, `Function not found: ${ARN}:42`]);
    expect(await add({ Qualifier: "valid-with-$" })).to.deep.equal([GONE, `Function not found: ${ARN}:valid-with-$`]);
    expect(await add({ FunctionName: "g" })).to.deep.equal([GONE, `Function not found: ${ARN.replace(/f$/, "g")}`]);
    expect(await catchRefusal(functions.client.getPolicy({ FunctionName }))).to.deep.equal([
      GONE,
      "The resource you requested does not exist.",
    ]);
    expect(await catchRefusal(functions.client.getPolicy({ FunctionName: "g" }))).to.deep.equal([
      GONE,
      "The resource you requested does not exist.",
    ]);
    expect(await remove("g")).to.deep.equal([GONE, `No policy found for: ${ARN.replace(/f$/, "g")}`]);
    expect(await remove("f", "none")).to.deep.equal([GONE, `Cannot find alias arn: ${ARN}:none`]);
    expect(await remove("f")).to.deep.equal([GONE, "No policy is associated with the given resource."]);
  });

  it("name bytes of a payload that aren't UTF-8 (test_lambda_invoke_payload_encoding_error, 2025-11-24)", async () => {
    const invoke = (...bytes: number[]) =>
      catchRefusal(functions.client.invoke({ FunctionName: "f", Payload: Uint8Array.from(bytes) }));
    const begin = "Could not parse request body into json: Could not parse payload into json: ";
    const end = (column: number) =>
      `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: 1, column: ${column}]`;
    expect(await invoke(0x6e, 0x87, 0x72)).to.deep.equal([
      "InvalidRequestContentException",
      `${begin}Invalid UTF-8 start byte 0x87${end(3)}`,
    ]);
    expect(await invoke(0x99, 0xeb)).to.deep.equal([
      "InvalidRequestContentException",
      `${begin}Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${end(1)}`,
    ]);
  });
});

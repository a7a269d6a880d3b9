import type { Runtime } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { createZip, ROLE, testFunctions } from "./testing/functions";

/**
 * What LocalStack recorded on AWS between 2025-11-25 and 2026-01-12 (Apache-2.0,
 * tests/aws/services/lambda_/test_lambda_api.snapshot.json) of names, revisions, versions, tags, and limits. The cases
 * are this project's own; each names the recorded one.
 */
describe("Lambda's changes as recorded on AWS", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const FunctionName = "f";
  const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
  const CODE = "export const handler = async () => 1;";
  const NEW_CODE = createZip({ "index.mjs": "export const handler = async () => 2;" });
  const [INVALID, GONE] = ["InvalidParameterValueException", "ResourceNotFoundException"] as const;
  const catchRefusal = async (work: Promise<unknown>): Promise<readonly [string, string]> => {
    const { name, message } = await catchFault(work);
    return [name, message];
  };
  const readRevision = async (Qualifier?: string): Promise<string | undefined> =>
    (await functions.client.getFunctionConfiguration({ FunctionName, Qualifier })).RevisionId;
  const settings = { Runtime: "nodejs22.x", Handler: "index.handler", Role: ROLE } as const;

  it("look for a name of any length, but create only 64 characters (test_function_name_and_qualifier_validation)", async () => {
    const name = "a".repeat(65);
    const arn = ARN.replace(/f$/, name);
    expect(await catchRefusal(functions.client.getFunction({ FunctionName: name }))).to.deep.equal([
      GONE,
      `Function not found: ${arn}`,
    ]);
    expect(await catchRefusal(functions.client.invoke({ FunctionName: name }))).to.deep.equal([
      GONE,
      `Function not found: ${arn}:$LATEST`,
    ]);
    expect(
      (await catchRefusal(functions.client.createFunction({ FunctionName: name, ...settings, Code: {} })))[1],
    ).to.match(/length less than or equal to 64$/);
    const incomplete = "arn:aws:lambda:us-east-1:000000000000:function";
    expect(await catchRefusal(functions.client.getFunction({ FunctionName: incomplete }))).to.deep.equal([
      GONE,
      `Function not found: ${incomplete}:function`,
    ]);
  });

  it("check the region of a name of up to 256 characters (test_function_name_and_qualifier_validation)", async () => {
    const name = `arn:aws:lambda:invalid-region:000000000000:function:my-function${"a".repeat(170)}`;
    const [code, words] = await catchRefusal(functions.client.getFunction({ FunctionName: name }));
    expect(code).to.equal("ValidationException");
    expect(words).to.match(/^1 validation error detected: .*regular expression pattern/);
  });

  it("refuse another account's functions with AccessDeniedException (test_function_arns)", async () => {
    const foreign = ARN.replace("000000000000", "123456789012");
    const fault = catchFault(functions.client.createFunction({ FunctionName: foreign, ...settings, Code: {} }));
    expect((await fault).name).to.equal("AccessDeniedException");
  });

  it("list today's runtimes in AWS's order (test_create_lambda_exceptions)", async () => {
    const Runtime = "PYTHON3.9" as Runtime;
    const Code = { ZipFile: NEW_CODE };
    expect(
      await catchRefusal(functions.client.createFunction({ FunctionName, ...settings, Runtime, Code })),
    ).to.deep.equal([
      INVALID,
      "Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2] or be a valid ARN",
    ]);
  });

  it("delete a missing version without an error (test_delete_on_nonexisting_version)", async () => {
    await functions.create(CODE);
    await functions.client.deleteFunction({ FunctionName, Qualifier: "1233" });
    expect(await readRevision()).to.be.a("string");
  });

  it("publish the same $LATEST only once, whatever the description (test_publish_version_on_create, test_version_lifecycle)", async () => {
    const created = await functions.client.createFunction({
      FunctionName,
      ...settings,
      Publish: true,
      Code: { ZipFile: NEW_CODE },
    });
    expect(created).to.include({ FunctionArn: ARN, Version: "1" });
    await cloud.advance(1);
    const again = await functions.client.publishVersion({ FunctionName, Description: "again" });
    expect(again).to.include({ FunctionArn: `${ARN}:1`, Version: "1", Description: "" });
    await functions.client.updateFunctionConfiguration({ FunctionName, Description: "second" });
    await cloud.advance(1);
    const described = await functions.client.publishVersion({ FunctionName, Description: "own" });
    expect(described).to.include({ Version: "2", Description: "own" });
    expect((await functions.client.publishVersion({ FunctionName })).Version).to.equal("2");
  });

  it("describe the new code during an update, and its version as Pending (test_publish_with_update)", async () => {
    await functions.create(CODE);
    const updated = await functions.client.updateFunctionCode({ FunctionName, ZipFile: NEW_CODE, Publish: true });
    expect(updated).to.include({ FunctionArn: `${ARN}:1`, State: "Pending" });
    expect(updated).not.to.have.property("LastUpdateStatus");
    const latest = await functions.client.getFunction({ FunctionName });
    expect(latest.Configuration).to.include({ CodeSha256: updated.CodeSha256, LastUpdateStatus: "InProgress" });
    const zip = await (await fetch(latest.Code?.Location ?? "")).arrayBuffer();
    expect(Buffer.from(zip).equals(NEW_CODE)).to.equal(true);
    expect((await functions.call()).payload, "calls run the old code").to.equal(1);
    await cloud.advance(1);
    const published = await functions.client.getFunctionConfiguration({ FunctionName, Qualifier: "1" });
    expect(published).to.include({ State: "Active", LastUpdateStatus: "Successful" });
  });

  it("revise $LATEST at each publication and each change of tags (test_function_revisions_version_and_alias, test_tag_lifecycle)", async () => {
    await functions.create(CODE);
    const revisions = [await readRevision()];
    await functions.client.publishVersion({ FunctionName, RevisionId: revisions[0] });
    revisions.push(await readRevision(), await readRevision("1"));
    await functions.client.tagResource({ Resource: ARN, Tags: { a: "b" } });
    revisions.push(await readRevision());
    await functions.client.untagResource({ Resource: ARN, TagKeys: ["a"] });
    revisions.push(await readRevision());
    expect(new Set(revisions)).to.have.lengthOf(5);
  });

  it("give a function its policy's revision (test_function_revisions_permissions, test_lambda_permission_fn_versioning)", async () => {
    await functions.create(CODE);
    const statement = { StatementId: "s3", Action: "lambda:InvokeFunction", Principal: "s3.amazonaws.com" };
    const add = (RevisionId: string | undefined, more: object = {}) =>
      functions.client.addPermission({ FunctionName, ...statement, ...more, RevisionId });
    expect(await catchRefusal(add("wrong"))).to.deep.equal([
      "PreconditionFailedException",
      "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id",
    ]);
    await add(await readRevision());
    const { RevisionId: revision } = await functions.client.getPolicy({ FunctionName });
    expect(await readRevision()).to.equal(revision);
    await functions.client.publishVersion({ FunctionName });
    await add(revision, { StatementId: "s3_2" });
    const { RevisionId: after } = await functions.client.getPolicy({ FunctionName });
    await functions.client.removePermission({ FunctionName, StatementId: "s3", RevisionId: after });
    expect(await readRevision()).not.to.equal(after);
    const alias = await functions.client.createAlias({ FunctionName, Name: "custom", FunctionVersion: "1" });
    await add(alias.RevisionId, { Qualifier: "custom" });
    const { RevisionId: ofAlias } = await functions.client.getPolicy({ FunctionName, Qualifier: "custom" });
    expect((await functions.client.getAlias({ FunctionName, Name: "custom" })).RevisionId).to.equal(ofAlias);
  });

  it("limit tags, and name what cannot have them (TestLambdaTags, test_tag_exceptions)", async () => {
    await functions.create(CODE);
    const createTags = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "value"]));
    const tag = (Resource: string, Tags: Record<string, string>) =>
      catchRefusal(functions.client.tagResource({ Resource, Tags }));
    const tooMany = [INVALID, "Number of tags exceeds resource tag limit."];
    expect(await tag(ARN, createTags(51))).to.deep.equal(tooMany);
    const create = { FunctionName: "g", ...settings, Code: { ZipFile: NEW_CODE }, Tags: createTags(51) };
    expect(await catchRefusal(functions.client.createFunction(create))).to.deep.equal(tooMany);
    expect(await tag(ARN, {})).to.deep.equal([INVALID, "An error occurred and the request cannot be processed."]);
    expect(await tag(`${ARN}gone:alias`, { a: "b" })).to.deep.equal([
      INVALID,
      "Tags on function aliases and versions are not supported. Please specify a function ARN.",
    ]);
    const provider = ARN.replace("function:f", "capacity-provider:p");
    expect(await tag(provider, { a: "b" })).to.deep.equal([GONE, `Capacity provider not found: ${provider}`]);
    expect((await catchRefusal(functions.client.untagResource({ Resource: ARN, TagKeys: [] })))[1]).to.equal(
      "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
    );
  });

  it("refuse zips that are too large (test_oversized_zipped_create_lambda)", async () => {
    const create = (bytes: number) =>
      catchFault(
        functions.client.createFunction({ FunctionName, ...settings, Code: { ZipFile: new Uint8Array(bytes) } }),
      );
    expect(await create(52_428_801)).to.include({
      name: "RequestEntityTooLargeException",
      message: "Zipped size must be smaller than 52428800 bytes",
    });
  });

  it("refuse requests that are too large (test_oversized_request_create_lambda)", async () => {
    const Code = { ZipFile: new Uint8Array(52_428_800) };
    const Environment = { Variables: { large: "x".repeat(1024 * 1024) } };
    const created = functions.client.createFunction({ FunctionName, ...settings, Code, Environment });
    expect(await catchFault(created)).to.include({
      name: "RequestEntityTooLargeException",
      message: "Request must be smaller than 70167211 bytes for the CreateFunction operation",
    });
  });

  it("refuse a queue's destination before they look for the function (test_event_source_mapping_exceptions)", async () => {
    const queue = "arn:aws:sqs:us-east-1:000000000000:q";
    const DestinationConfig = { OnSuccess: { Destination: queue } };
    expect(
      await catchRefusal(
        functions.client.createEventSourceMapping({ FunctionName: "gone", EventSourceArn: queue, DestinationConfig }),
      ),
    ).to.deep.equal([INVALID, "Unsupported DestinationConfig parameter for given event source mapping type."]);
  });
});

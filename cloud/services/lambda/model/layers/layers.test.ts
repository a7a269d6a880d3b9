import {
  Lambda,
  UpdateFunctionCodeCommand,
  type LayersListItem,
  type PublishLayerVersionCommandInput,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { ROLE, createZip } from "../../testing/functions";

// Answers recorded on AWS by LocalStack (tests/aws/services/lambda_/test_lambda_api.snapshot.json, TestLambdaLayer), 2025-11-25 and 2026-01-12.

const ARN = "arn:aws:lambda:us-east-1:000000000000:layer:l";
const VERSION_ARN =
  "(arn:(aws[a-zA-Z-]*)?:lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+)|(arn:[a-zA-Z0-9-]+:lambda:::awslayer:[a-zA-Z0-9-_]+)";
const ZipFile = createZip({ "nodejs/node_modules/words/index.js": "exports.hello = 'hello';" });
/** A zip whose directory states a size of `mib` MiB for its only file. */
function createLarge(mib: number): Uint8Array {
  const zip = Buffer.from(createZip({ zeros: "0".repeat(100) }));
  zip.writeUInt32LE(mib * 1024 * 1024, zip.indexOf("PK\x01\x02") + 24);
  return zip;
}

describe("Lambda layers as recorded on AWS", () => {
  const cloud = useCloud({ data: useEmptyFolder() });
  const createClient = () => cloud.createClient(Lambda);
  const publish = (rest: Partial<PublishLayerVersionCommandInput> = {}) =>
    createClient().publishLayerVersion({ LayerName: "l", Content: { ZipFile }, ...rest });
  const create = (Layers: string[]) =>
    createClient().createFunction({
      FunctionName: "f",
      Runtime: "nodejs20.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: createZip({ "index.js": "exports.handler = async () => 1;" }) },
      Layers,
    });

  it("have versions whose numbers are never reused and which functions keep (SVC-050, test_layer_lifecycle)", async () => {
    const input = {
      Description: "words",
      LicenseInfo: "MIT",
      CompatibleRuntimes: ["nodejs20.x" as const],
      CompatibleArchitectures: ["x86_64" as const],
    };
    const first = await publish(input);
    expect(first.$metadata.httpStatusCode).to.equal(201);
    const describeListed = (Version: number) => ({
      ...input,
      LayerVersionArn: `${ARN}:${Version}`,
      Version,
      CreatedDate: "2030-01-01T00:00:00.000+0000",
    });
    const { Location = "", ...content } = first.Content ?? {};
    expect(content).to.have.keys("CodeSha256", "CodeSize");
    expect(content.CodeSize).to.equal(ZipFile.byteLength);
    expect(first).to.deep.include({ ...describeListed(1), LayerArn: ARN });
    expect(new Uint8Array(await (await fetch(Location)).arrayBuffer())).to.deep.equal(ZipFile);
    expect((await publish({ ...input, LayerName: ARN })).Version).to.equal(2);

    const CodeSize = ZipFile.byteLength;
    expect((await create([`${ARN}:1`])).Layers).to.deep.equal([{ Arn: `${ARN}:1`, CodeSize }]);
    await cloud.advance(1);
    for (const found of [
      await createClient().getLayerVersion({ LayerName: "l", VersionNumber: 1 }),
      await createClient().getLayerVersionByArn({ Arn: `${ARN}:1` }),
    ])
      expect(found).to.deep.include({ ...describeListed(1), LayerArn: ARN });
    const listVersions = async () => (await createClient().listLayerVersions({ LayerName: "l" })).LayerVersions;
    expect(await listVersions()).to.deep.equal([describeListed(2), describeListed(1)]);

    for (const VersionNumber of [1, 2, 2]) {
      const { $metadata } = await createClient().deleteLayerVersion({ LayerName: "l", VersionNumber });
      expect($metadata.httpStatusCode).to.equal(204);
    }
    expect(await listVersions()).to.deep.equal([]);
    expect((await createClient().listLayers({})).Layers).to.deep.equal([]);
    const { Configuration } = await createClient().getFunction({ FunctionName: "f" });
    expect(Configuration?.Layers).to.deep.equal([{ Arn: `${ARN}:1`, CodeSize }]);
    await cloud.restart();
    expect((await publish()).Version).to.equal(3);
    const { Functions: [only] = [] } = await createClient().listFunctions({});
    expect(only?.Layers).to.deep.equal([{ Arn: `${ARN}:1`, CodeSize }]);
  });

  it("come from S3, describe only the given settings, and store empty lists (test_layer_s3_content, test_layer_exceptions)", async () => {
    await cloud.s3.createBucket({ Bucket: "zips" });
    await cloud.s3.putObject({ Bucket: "zips", Key: "layer.zip", Body: ZipFile });
    const published = await publish({ Content: { S3Bucket: "zips", S3Key: "layer.zip" } });
    expect(published.Content?.CodeSize).to.equal(ZipFile.byteLength);
    expect(published).not.to.have.any.keys("CompatibleRuntimes", "CompatibleArchitectures", "LicenseInfo");
    const empty = { CompatibleRuntimes: [], CompatibleArchitectures: [] };
    expect(await publish(empty)).to.deep.include(empty);
  });

  it("are listed by runtime and architecture, page by page", async () => {
    await publish({ LayerName: "a", CompatibleRuntimes: ["python3.12"] });
    await publish({ LayerName: "a", CompatibleRuntimes: ["nodejs20.x"], CompatibleArchitectures: ["arm64"] });
    await publish({ LayerName: "b" });
    const describeItem = ({ LayerName, LatestMatchingVersion }: LayersListItem) =>
      `${LayerName}:${LatestMatchingVersion?.Version}`;
    const listLayers = async (input: object) => {
      const { Layers = [], NextMarker } = await createClient().listLayers(input);
      return { found: Layers.map(describeItem), NextMarker };
    };
    expect((await listLayers({})).found).to.deep.equal(["a:2", "b:1"]);
    expect((await listLayers({ CompatibleRuntime: "python3.12" })).found).to.deep.equal(["a:1"]);
    expect((await listLayers({ CompatibleArchitecture: "x86_64" })).found).to.deep.equal([]);
    const { found, NextMarker } = await listLayers({ MaxItems: 1 });
    expect(found).to.deep.equal(["a:2"]);
    expect((await listLayers({ Marker: NextMarker })).found).to.deep.equal(["b:1"]);
    const readPage = async (Marker?: string) =>
      createClient().listLayerVersions({ LayerName: "a", MaxItems: 1, Marker });
    const first = await readPage();
    expect(first.LayerVersions?.map(({ Version }) => Version)).to.deep.equal([2]);
    expect((await readPage(first.NextMarker)).LayerVersions?.map(({ Version }) => Version)).to.deep.equal([1]);
  });

  it("are rejected with invalid settings in AWS's words (test_layer_exceptions)", async () => {
    await publish();
    const missing = ["ResourceNotFoundException", "The resource you requested does not exist."];
    const tooLow = ["InvalidParameterValueException", "Layer Version Cannot be less than 1"];
    const describeItem = async (work: Promise<unknown>) => {
      const { name, message } = await catchFault(work);
      return [name, message];
    };
    const get = (LayerName: string, VersionNumber: number) =>
      describeItem(createClient().getLayerVersion({ LayerName, VersionNumber }));
    expect(await get("none", 1)).to.deep.equal(missing);
    expect(await get("l", 2)).to.deep.equal(missing);
    expect(await get("l", 0)).to.deep.equal(tooLow);
    expect(await describeItem(createClient().getLayerVersionByArn({ Arn: `${ARN}:2` }))).to.deep.equal(missing);
    expect(await describeItem(createClient().getLayerVersionByArn({ Arn: ARN }))).to.deep.equal([
      "ValidationException",
      `1 validation error detected: Value '${ARN}' at 'arn' failed to satisfy constraint: Member must satisfy regular expression pattern: ${VERSION_ARN}`,
    ]);
    expect(await describeItem(createClient().deleteLayerVersion({ LayerName: "l", VersionNumber: -1 }))).to.deep.equal(
      tooLow,
    );
    const wrong = { CompatibleRuntimes: ["invalid", "nodejs20.x"], CompatibleArchitectures: ["invalid", "x86_64"] };
    const [name, message = ""] = await describeItem(publish(wrong as object));
    expect(name).to.equal("ValidationException");
    expect(message).to.match(
      /^2 validation errors detected: .*Value '\[invalid, nodejs20\.x\]' at 'compatibleRuntimes' failed to satisfy constraint: Member must satisfy enum value set: \[nodejs20\.x, python3\.14, /,
    );
    expect(message).to.include(
      "Value '[invalid, x86_64]' at 'compatibleArchitectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    );
    expect((await describeItem(createClient().listLayers({ CompatibleRuntime: "none" as "python3.9" })))[1]).to.match(
      /^1 validation error detected: Value 'none' at 'compatibleRuntime' .*: \[ruby3\.5, ruby2\.6, .*, python2\.7\]$/,
    );
    const Content = { ZipFile: createZip({ "extensions/agent": "" }) };
    expect(await describeItem(publish({ Content }))).to.deep.equal([
      "NotImplemented",
      "The lab cloud does not emulate extensions: on AWS, extensions/agent of this layer would run next to functions.",
    ]);
  });

  it("are limited to five per function, one version each, of this account, within a size (SVC-050, test_layer_function_exceptions)", async () => {
    for (let version = 1; version <= 3; version += 1) await publish();
    const catchRefusal = async (...Layers: string[]) => {
      const { name, message } = await catchFault(create(Layers));
      return name === "InvalidParameterValueException" ? message : `${name}: ${message}`;
    };
    expect(await catchRefusal(`${ARN}:1`, `${ARN}:2`, `${ARN}:3`)).to.equal(
      `Two different versions of the same layer are not allowed to be referenced in the same function. ${ARN}:1 and ${ARN}:2 are versions of the same layer.`,
    );
    expect(await catchRefusal(`${ARN}:1`, `${ARN}:1`)).to.include(
      `${ARN}:1 and ${ARN}:1 are versions of the same layer.`,
    );
    expect(await catchRefusal(`${ARN}:9`)).to.equal(`Layer version ${ARN}:9 does not exist.`);
    expect(await catchRefusal(ARN)).to.equal(
      `ValidationException: 1 validation error detected: Value '[${ARN}]' at 'layers' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 2048, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${VERSION_ARN}, Member must not be null]`,
    );
    expect(await catchRefusal(`${ARN.replace("us-east-1", "eu-west-1")}:1`)).to.equal(
      "Layers are not in the same region as the function. Layers are expected to be in region us-east-1.",
    );
    expect(await catchRefusal(`${ARN.replace("0".repeat(12), "1".repeat(12))}:1`)).to.match(
      /^NotImplemented: The lab cloud has no layers of other accounts, so not arn:/,
    );
    const six = ["a", "b", "c", "d", "e", "f"].map((name) => `${ARN.replace(/l$/, name)}:1`);
    expect(await catchRefusal(...six)).to.equal("Cannot reference more than 5 layers.");

    for (const LayerName of ["a", "b"]) await publish({ LayerName, Content: { ZipFile: createLarge(126) } });
    expect(await catchRefusal(...six.slice(0, 2))).to.equal(
      "Layers consume more than the available size of 262144000 bytes",
    );
    await create(six.slice(0, 1));
    await cloud.advance(1);
    const update = new UpdateFunctionCodeCommand({ FunctionName: "f", ZipFile: createLarge(125) });
    expect((await catchFault(createClient().send(update))).message).to.equal(
      `Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is ${251 * 1024 * 1024} bytes.`,
    );
  });

  it("are changed and removed by an update, which reports missing ones", async () => {
    await publish();
    await create([]);
    await cloud.advance(1);
    const update = async (Layers?: string[]) => {
      const { Layers: after, $metadata } = await createClient().updateFunctionConfiguration({
        FunctionName: "f",
        Timeout: 9,
        ...(Layers && { Layers }),
      });
      expect($metadata.httpStatusCode).to.equal(200);
      await cloud.advance(1);
      return after?.map(({ Arn }) => Arn);
    };
    expect(await update([`${ARN}:1`])).to.deep.equal([`${ARN}:1`]);
    expect(cloud.logged.join("\n")).to.include("but the path /opt exists only");
    expect(await update()).to.deep.equal([`${ARN}:1`]);
    expect(await update([])).to.equal(undefined);
  });

  it("have policies that are stored and returned (test_layer_policy_lifecycle, test_layer_policy_exceptions)", async () => {
    await publish();
    const target = { LayerName: "l", VersionNumber: 1 };
    const readPolicy = () => createClient().getLayerVersionPolicy(target);
    const add = (StatementId: string, rest: object = {}) =>
      createClient().addLayerVersionPermission({
        ...target,
        StatementId,
        Action: "lambda:GetLayerVersion",
        Principal: "*",
        ...rest,
      });
    const remove = (StatementId: string, rest: object = {}) =>
      createClient().removeLayerVersionPermission({ ...target, StatementId, ...rest });
    const createStatement = (Sid: string) => ({
      Sid,
      Effect: "Allow",
      Principal: "*",
      Action: "lambda:GetLayerVersion",
      Resource: `${ARN}:1`,
    });
    const describeItem = async (work: Promise<unknown>) => (await catchFault(work)).message;
    expect(await describeItem(readPolicy())).to.equal("No policy is associated with the given resource.");
    const { Statement = "", RevisionId } = await add("s1");
    expect(cloud.logged.join("\n")).to.include("Lambda: the policy of a layer's version is stored");
    expect(JSON.parse(Statement)).to.deep.equal(createStatement("s1"));
    expect((await readPolicy()).RevisionId).to.equal(RevisionId);
    await add("s2", { RevisionId });
    expect(await describeItem(add("s1"))).to.match(/^The statement id \(s1\) provided already exists\./);
    expect(await describeItem(add("s3", { RevisionId }))).to.match(
      / Call the GetLayerPolicy API to retrieve the latest /,
    );
    expect(await describeItem(add("s3", { VersionNumber: 2 }))).to.equal(`Layer version ${ARN}:2 does not exist.`);
    expect(await describeItem(remove("s3"))).to.equal("Statement s3 is not found in resource policy.");
    await remove("s2");
    expect(JSON.parse((await readPolicy()).Policy ?? "")).to.deep.equal({
      Version: "2012-10-17",
      Id: "default",
      Statement: [createStatement("s1")],
    });
    await remove("s1");
    expect(await describeItem(readPolicy())).to.equal("No policy is associated with the given resource.");
  });
});

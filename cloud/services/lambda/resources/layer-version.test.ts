import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { catchFault } from "../../../testing/use-cloud";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { ROLE, createZip } from "../testing/functions";

describe("AWS::Lambda::LayerVersion and LayerVersionPermission", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(Lambda);
  const createTemplate = (S3Key: string): object => ({
    Resources: {
      Words: {
        Type: "AWS::Lambda::LayerVersion",
        Properties: {
          LayerName: "words",
          Content: { S3Bucket: "zips", S3Key },
          CompatibleRuntimes: ["nodejs20.x"],
          LicenseInfo: "MIT",
        },
      },
      Everybody: {
        Type: "AWS::Lambda::LayerVersionPermission",
        Properties: { Action: "lambda:GetLayerVersion", LayerVersionArn: { Ref: "Words" }, Principal: "*" },
      },
      Greet: {
        Type: "AWS::Lambda::Function",
        Properties: {
          FunctionName: "greet",
          Runtime: "nodejs20.x",
          Handler: "index.handler",
          Role: ROLE,
          Code: { ZipFile: "exports.handler = async () => require('words');" },
          Layers: [{ Ref: "Words" }],
        },
      },
    },
    Outputs: {
      Ref: { Value: { Ref: "Words" } },
      Arn: { Value: { "Fn::GetAtt": ["Words", "LayerVersionArn"] } },
      Permission: { Value: { Ref: "Everybody" } },
      Id: { Value: { "Fn::GetAtt": ["Everybody", "Id"] } },
    },
  });
  const answer = async (): Promise<unknown> =>
    JSON.parse(Buffer.from((await createClient().invoke({ FunctionName: "greet" })).Payload ?? []).toString());

  it("are published, replaced by a new version, and deleted with their stack", async () => {
    await cloud.s3.createBucket({ Bucket: "zips" });
    for (const Key of ["first", "second"]) {
      const Body = createZip({ "nodejs/node_modules/words/index.js": `module.exports = '${Key}';` });
      await cloud.s3.putObject({ Bucket: "zips", Key, Body });
    }
    const arn = "arn:aws:lambda:us-east-1:000000000000:layer:words";
    await cloud.deploy(createTemplate("first"));
    const { Permission = "", ...outputs } = await cloud.readOutputs();
    expect(outputs).to.deep.equal({ Ref: `${arn}:1`, Arn: `${arn}:1`, Id: Permission });
    expect(Permission).to.match(/:layer:words:1#[\w-]+$/);
    const readPolicy = (VersionNumber: number) =>
      createClient().getLayerVersionPolicy({ LayerName: "words", VersionNumber });
    expect((await readPolicy(1)).Policy).to.include('"Principal":"*"');
    expect(await answer()).to.equal("first");

    expect((await cloud.update(createTemplate("second"))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await cloud.readOutputs())["Ref"]).to.equal(`${arn}:2`);
    expect((await readPolicy(2)).Policy).to.include(`${arn}:2`);
    const { Layers = [] } = await createClient().getFunctionConfiguration({ FunctionName: "greet" });
    expect(Layers.map(({ Arn }) => Arn)).to.deep.equal([`${arn}:2`]);
    expect(await answer()).to.equal("second");
    const listVersions = async () =>
      (await createClient().listLayerVersions({ LayerName: "words" })).LayerVersions?.map(({ Version }) => Version);
    expect(await listVersions()).to.deep.equal([2]);

    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await listVersions()).to.deep.equal([]);
    expect((await catchFault(readPolicy(2))).name).to.equal("ResourceNotFoundException");
  });
});

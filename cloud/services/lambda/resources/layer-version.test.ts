import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { faultOf } from "../../../testing/use-cloud";
import { useStacks } from "../../cloudformation/testing/use-stacks";
import { ROLE, zipOf } from "../testing/functions";

describe("AWS::Lambda::LayerVersion and LayerVersionPermission", function () {
  this.timeout(60_000);
  const cloud = useStacks();
  const lambda = () => cloud.client(Lambda);
  const template = (S3Key: string): object => ({
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
    JSON.parse(Buffer.from((await lambda().invoke({ FunctionName: "greet" })).Payload ?? []).toString());

  it("are published, replaced by a new version, and go with their stack", async () => {
    await cloud.s3.createBucket({ Bucket: "zips" });
    for (const Key of ["first", "second"]) {
      const Body = zipOf({ "nodejs/node_modules/words/index.js": `module.exports = '${Key}';` });
      await cloud.s3.putObject({ Bucket: "zips", Key, Body });
    }
    const arn = "arn:aws:lambda:us-east-1:000000000000:layer:words";
    await cloud.deploy(template("first"));
    const { Permission = "", ...outputs } = await cloud.outputs();
    expect(outputs).to.deep.equal({ Ref: `${arn}:1`, Arn: `${arn}:1`, Id: Permission });
    expect(Permission).to.match(/:layer:words:1#[\w-]+$/);
    const policy = (VersionNumber: number) => lambda().getLayerVersionPolicy({ LayerName: "words", VersionNumber });
    expect((await policy(1)).Policy).to.include('"Principal":"*"');
    expect(await answer()).to.equal("first");

    expect((await cloud.update(template("second"))).StackStatus).to.equal("UPDATE_COMPLETE");
    expect((await cloud.outputs())["Ref"]).to.equal(`${arn}:2`);
    expect((await policy(2)).Policy).to.include(`${arn}:2`);
    const { Layers = [] } = await lambda().getFunctionConfiguration({ FunctionName: "greet" });
    expect(Layers.map(({ Arn }) => Arn)).to.deep.equal([`${arn}:2`]);
    expect(await answer()).to.equal("second");
    const versions = async () =>
      (await lambda().listLayerVersions({ LayerName: "words" })).LayerVersions?.map(({ Version }) => Version);
    expect(await versions()).to.deep.equal([2]);

    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await versions()).to.deep.equal([]);
    expect((await faultOf(policy(2))).name).to.equal("ResourceNotFoundException");
  });
});

import { Lambda } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::Lambda::Version, Alias and EventInvokeConfig", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(Lambda);
  const createTemplate = (description: string, retries: number): object => ({
    Resources: {
      Maker: {
        Type: "AWS::Lambda::Function",
        Properties: {
          FunctionName: "maker",
          Description: description,
          Runtime: "nodejs20.x",
          Handler: "index.handler",
          Role: "arn:aws:iam::000000000000:role/lambda",
          Code: { ZipFile: "exports.handler = async () => 1;" },
        },
      },
      Published: {
        Type: "AWS::Lambda::Version",
        Properties: { FunctionName: { Ref: "Maker" }, Description: description },
      },
      Live: {
        Type: "AWS::Lambda::Alias",
        Properties: {
          FunctionName: { Ref: "Maker" },
          FunctionVersion: { "Fn::GetAtt": ["Published", "Version"] },
          Name: "live",
        },
      },
      Retries: {
        Type: "AWS::Lambda::EventInvokeConfig",
        Properties: { FunctionName: { Ref: "Maker" }, Qualifier: "$LATEST", MaximumRetryAttempts: retries },
      },
    },
    Outputs: {
      Version: { Value: { "Fn::GetAtt": ["Published", "Version"] } },
      Published: { Value: { Ref: "Published" } },
      Live: { Value: { Ref: "Live" } },
    },
  });

  it("are published, point to published versions, are updated, and are deleted with their stack", async () => {
    const arn = "arn:aws:lambda:us-east-1:000000000000:function:maker";
    await cloud.deploy(createTemplate("first", 0));
    expect(await cloud.readOutputs()).to.deep.equal({ Version: "1", Published: `${arn}:1`, Live: `${arn}:live` });
    const target = { FunctionName: "maker" };
    const readRetries = async () => (await createClient().getFunctionEventInvokeConfig(target)).MaximumRetryAttempts;
    expect(await readRetries()).to.equal(0);
    await cloud.update(createTemplate("second", 1));
    expect((await cloud.readOutputs())["Version"]).to.equal("2");
    expect((await createClient().getAlias({ ...target, Name: "live" })).FunctionVersion).to.equal("2");
    const { Versions = [] } = await createClient().listVersionsByFunction(target);
    expect(Versions.map(({ Version }) => Version)).to.deep.equal(["$LATEST", "2"]);
    expect(await readRetries()).to.equal(1);
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
  });
});

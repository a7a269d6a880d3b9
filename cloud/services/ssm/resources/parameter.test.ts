import { SSM } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::SSM::Parameter", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(SSM);
  const createTemplate = (properties: object): object =>
    createResourceTemplate("AWS::SSM::Parameter", { Type: "String", ...properties }, { attributes: ["Type", "Value"] });

  it("returns name, type and value, is updated in place, and is deleted with its stack", async () => {
    await cloud.deploy(createTemplate({ Name: "/lab/a", Value: "1", Tags: { a: "1" } }));
    expect(await cloud.readOutputs()).to.deep.equal({ Ref: "/lab/a", Type: "String", Value: "1" });
    await cloud.update(createTemplate({ Name: "/lab/a", Value: "2", Tags: { b: "2" } }));
    const { Parameter } = await createClient().getParameter({ Name: "/lab/a" });
    expect(Parameter).to.include({ Value: "2", Version: 2 });
    expect((await cloud.readOutputs())["Value"]).to.equal("2");
    await cloud.remove();
    expect((await createClient().describeParameters({})).Parameters).to.deep.equal([]);
  });

  it("can lose its description, and gets no new version if only its tags change", async () => {
    const readParameter = async () => {
      const { Parameters: [{ Description, Version } = {}] = [] } = await createClient().describeParameters({});
      return [Description, Version];
    };
    const same = { Name: "/lab/a", Value: "1" };
    await cloud.deploy(createTemplate({ ...same, Description: "d" }));
    expect(await readParameter()).to.deep.equal(["d", 1]);
    await cloud.update(createTemplate({ ...same, Description: "d", Tags: { a: "1" } }));
    expect(await readParameter()).to.deep.equal(["d", 1]);
    await cloud.update(createTemplate(same));
    expect(await readParameter()).to.deep.equal(["", 2]);
  });

  it("provides its value to template parameters that name it, current at each update", async () => {
    const reading = {
      Parameters: { Given: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/lab/a" } },
      Resources: { Queue: { Type: "AWS::SQS::Queue" } },
      Outputs: { Given: { Value: { Ref: "Given" } } },
    };
    await cloud.deploy(createTemplate({ Name: "/lab/a", Value: "1" }), { StackName: "store" });
    await cloud.deploy(reading);
    expect((await cloud.readOutputs())["Given"]).to.equal("1");
    await cloud.update(createTemplate({ Name: "/lab/a", Value: "2" }), { StackName: "store" });
    await cloud.update(reading);
    expect((await cloud.readOutputs())["Given"]).to.equal("2");
  });

  it("is checked by a template's rules before anything is created", async () => {
    const createWanting = (version: string): object => ({
      Parameters: { Version: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/lab/a" } },
      Rules: {
        Check: {
          Assertions: [
            {
              Assert: { "Fn::Not": [{ "Fn::Contains": [["1", "2"], { Ref: "Version" }] }] },
              AssertDescription: `version ${version} is wanted`,
            },
          ],
        },
        Unasked: {
          RuleCondition: { "Fn::Equals": [{ Ref: "Version" }, "never"] },
          Assertions: [{ Assert: { "Fn::Equals": ["a", "b"] } }],
        },
      },
      Resources: { Queue: { Type: "AWS::SQS::Queue" } },
    });
    await cloud.deploy(createTemplate({ Name: "/lab/a", Value: "2" }), { StackName: "store" });
    const refused = await cloud.deploy(createWanting("3")).then(
      () => "none",
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(refused).to.equal("ValidationError: Template validation error: version 3 is wanted");
    await cloud.update(createTemplate({ Name: "/lab/a", Value: "3" }), { StackName: "store" });
    expect((await cloud.deploy(createWanting("3"))).StackStatus).to.equal("CREATE_COMPLETE");
  });
});

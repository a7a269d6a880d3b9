import { expect } from "chai";
import { useStacks } from "../testing/use-stacks";

describe("CloudFormation GetTemplateSummary", () => {
  const cloud = useStacks();

  it("lists a parameter's allowed values, and none for other parameters", async () => {
    const template = {
      Parameters: {
        Free: { Type: "String" },
        Stage: { Type: "String", Default: "dev", AllowedValues: ["dev", "prod"] },
      },
      Resources: { Topic: { Type: "AWS::SNS::Topic" } },
    };
    const { Parameters = [] } = await cloud.cfn.getTemplateSummary({ TemplateBody: JSON.stringify(template) });
    expect(
      Parameters.map(({ ParameterKey, ParameterConstraints }) => [ParameterKey, ParameterConstraints]),
    ).to.deep.equal([
      ["Stage", { AllowedValues: ["dev", "prod"] }],
      ["Free", {}],
    ]);
  });
});

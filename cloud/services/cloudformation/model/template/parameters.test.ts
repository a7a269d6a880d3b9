import { expect } from "chai";
import { useStacks } from "../../testing/use-stacks";

const A = { Type: "AWS::S3::Bucket" };

describe("template parameters", () => {
  const cloud = useStacks();
  const { readRefusal } = cloud;
  const Parameters = {
    Text: { Type: "String", MinLength: 2, MaxLength: 4, AllowedPattern: "[a-z]+", Default: "abc" },
    Number: { Type: "Number", MinValue: 1, MaxValue: "5", Default: 1 },
    Choice: { Type: "String", AllowedValues: ["red", "blue"], Default: "red" },
    Told: { Type: "String", AllowedPattern: "x+", ConstraintDescription: "only the letter x", Default: "x" },
    Image: { Type: "AWS::EC2::Image::Id", Default: "ami-01234567" },
    Needed: { Type: "String" },
  };
  const parameterCases: readonly (readonly [given: Record<string, string>, message: string])[] = [
    [{}, "Parameters: [Needed] must have values"],
    [{ Needed: "a", Extra: "b" }, "Parameters: [Extra] do not exist in the template"],
    [{ Needed: "a", Text: "a" }, "Parameter 'Text' must contain at least 2 characters"],
    [{ Needed: "a", Text: "abcde" }, "Parameter 'Text' must contain at most 4 characters"],
    [{ Needed: "a", Text: "A1" }, "Parameter 'Text' must match pattern [a-z]+"],
    [{ Needed: "a", Number: "many" }, "Parameter 'Number' must be a number."],
    [{ Needed: "a", Number: "0" }, "Parameter 'Number' must be a number not less than 1"],
    [{ Needed: "a", Number: "6" }, "Parameter 'Number' must be a number not greater than 5"],
    [{ Needed: "a", Choice: "green" }, "Parameter 'Choice' must be one of AllowedValues"],
    [{ Needed: "a", Told: "y" }, "Parameter Told failed to satisfy constraint: only the letter x"],
    [
      { Needed: "a", Image: "nothing" },
      "Parameter validation failed: parameter value nothing for parameter name Image does not exist.",
    ],
  ];
  for (const [value, message] of parameterCases) {
    it(`are rejected if they break a rule: ${message}`, async () => {
      expect(await readRefusal({ Parameters, Resources: { A } }, value)).to.equal(message);
    });
  }

  it("are accepted at the exact limits of their rules", async () => {
    const valid: readonly Record<string, string>[] = [
      { Text: "ab", Number: "1", Choice: "blue", Told: "xxx", Image: "ami-0" },
      { Text: "abcd", Number: "5", Choice: "red", Told: "x", Image: "ami-01234567" },
      { Number: "4.5" },
    ];
    for (const [at, value] of valid.entries()) {
      const Needed = at === 0 ? "" : "it";
      const values = Object.entries({ ...value, Needed }).map(([ParameterKey, ParameterValue]) => ({
        ...{ ParameterKey, ParameterValue },
      }));
      const TemplateBody = JSON.stringify({ Parameters, Resources: { A } });
      const StackName = `lab-${at}`;
      await cloud.cfn.createStack({ StackName, TemplateBody, Parameters: values });
      const { Stacks: [stack] = [] } = await cloud.cfn.describeStacks({ StackName });
      expect(stack?.Parameters).to.deep.include.members(values);
    }
    const lists = {
      Words: { Type: "CommaDelimitedList", MaxLength: 2, AllowedValues: ["a", "bb", ""] },
      Numbers: { Type: "List<Number>", MinValue: 2, MaxValue: 3 },
      Zones: { Type: "List<AWS::EC2::AvailabilityZone::Name>" },
    };
    const right = { Words: "a, bb ,", Numbers: "2, 3", Zones: "us-east-1a,us-gov-east-1b" };
    for (const [value, message] of [
      [{ Words: "a,c" }, "Parameter 'Words' must be one of AllowedValues"],
      [{ Numbers: "2,1" }, "Parameter 'Numbers' must be a number not less than 2"],
      [{ Numbers: "4,2" }, "Parameter 'Numbers' must be a number not greater than 3"],
      [{ Numbers: "2," }, "Parameter 'Numbers' must be a number."],
      [
        { Zones: "us-east-1a,us-east" },
        "Parameter validation failed: parameter value us-east for parameter name Zones does not exist.",
      ],
    ] as const)
      expect(await readRefusal({ Parameters: lists, Resources: { A } }, { ...right, ...value })).to.equal(message);
    const createJoined = (name: string): object => ({ Value: { "Fn::Join": ["|", { Ref: name }] } });
    const Outputs = { Words: createJoined("Words"), Numbers: createJoined("Numbers"), Zones: createJoined("Zones") };
    await cloud.deploy(
      { Parameters: lists, Resources: { A }, Outputs },
      { Parameters: Object.entries(right).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })) },
    );
    expect(await cloud.readOutputs()).to.deep.equal({
      ...{ Words: "a|bb|", Numbers: "2|3", Zones: "us-east-1a|us-gov-east-1b" },
    });
  });

  it("are rejected with an invalid declaration", async () => {
    for (const [declared, message] of [
      [{ Type: "String", Color: "red" }, "Template format error: Invalid template parameter property 'Color'"],
      [{ Default: "x" }, "Template format error: Every Parameters object must contain a Type member."],
      [{ Type: "String", Default: ["x"] }, "Template format error: Every Default member must be a string."],
      [{ Type: 7 }, "Template format error: Unrecognized parameter type: 7"],
      [{ Type: "List<Color>" }, "Template format error: Unrecognized parameter type: List<Color>"],
      [{ Type: "String", AllowedPattern: "(", Default: "x" }, "Parameter 'P' has no usable AllowedPattern: "],
    ] as const)
      expect(await readRefusal({ Parameters: { P: declared }, Resources: { A } })).to.contain(message);
  });

  it("are rejected with a constraint for another type, and with a name missing from Parameter Store", async () => {
    expect(await readRefusal({ Parameters: { P: { Type: "Color" } }, Resources: { A } })).to.equal(
      "Template format error: Unrecognized parameter type: Color",
    );
    expect(
      await readRefusal({
        Parameters: { P: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/x" } },
        Resources: { A },
      }),
    ).to.equal("Unable to fetch parameters [/x] from parameter store for this account.");
  });
});

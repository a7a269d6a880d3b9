import { expect } from "chai";
import { catchFault } from "../../../../../testing/use-cloud";
import { useStacks } from "../../../testing/use-stacks";
import { listVariables } from "../functions";

const HEAD = `
Parameters:
  Stage: { Type: String, Default: test }
  Attribute: { Type: String, Default: QueueName }
  Names: { Type: CommaDelimitedList, Default: "a, b,c" }
  Secret: { Type: String, Default: hidden, NoEcho: true }
  Image: { Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 }
Mappings:
  Sizes: { test: { Shards: "1", Zones: [x, y] }, prod: { Shards: "8", Zones: [z] } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [!Condition IsProd]
  Either: !Or [!Condition IsProd, !Equals [1, "1"]]
  Both: !And [!Condition IsTest, !Condition Either]
  Many: !And [${Array.from({ length: 10 }, () => "!Condition IsTest").join(", ")}]
  None: !Or [${Array.from({ length: 10 }, () => "!Condition IsProd").join(", ")}]
Resources:
  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
  Never: { Type: AWS::S3::Bucket, Condition: IsProd }
`;

describe("template functions (SVC-020)", () => {
  const cloud = useStacks();
  const cases: Record<string, readonly [yaml: string, value: string]> = {
    "Ref to a parameter": ["!Ref Stage", "test"],
    "Ref to the account": ["!Ref AWS::AccountId", "000000000000"],
    "Ref to region and partition": [
      '!Sub "${AWS::Region} ${AWS::Partition} ${AWS::URLSuffix}"',
      "us-east-1 aws amazonaws.com",
    ],
    "Ref to the stack's name": ["!Ref AWS::StackName", "lab"],
    "GetAtt with a dot": ["!GetAtt Jobs.QueueName", "jobs"],
    "GetAtt as a list": ["!GetAtt [Jobs, Arn]", "arn:aws:sqs:us-east-1:000000000000:jobs"],
    "GetAtt of what a parameter names": ["!GetAtt [Jobs, !Ref Attribute]", "jobs"],
    "Sub with a resource, an attribute and a literal": [
      '!Sub "${Stage}/${Jobs.QueueName}/${!Stage}"',
      "test/jobs/${Stage}",
    ],
    "Sub with values of its own": ['!Sub ["${a}-${b}", { a: !Ref Stage, b: 2 }]', "test-2"],
    Join: ['!Join ["-", [a, !Ref Stage, !Ref AWS::NoValue, 3]]', "a-test-3"],
    "Join of a list parameter": ['!Join ["+", !Ref Names]', "a+b+c"],
    "Select and Split": ['!Select [2, !Split ["|", "x|y|z"]]', "z"],
    "Select out of a list parameter": ['!Select ["1", !Ref Names]', "b"],
    FindInMap: ["!FindInMap [Sizes, !Ref Stage, Shards]", "1"],
    "FindInMap of a list": ['!Join ["", !FindInMap [Sizes, prod, Zones]]', "z"],
    "If with conditions built upon others": ["!If [Both, both, !If [IsTest, test, prod]]", "both"],
    Base64: ["Fn::Base64: !Sub 'Stage ${Stage}'", Buffer.from("Stage test").toString("base64")],
    GetAZs: ['!Join [",", !GetAZs ""]', "us-east-1a,us-east-1b,us-east-1c"],
    Cidr: ['!Join [" ", !Cidr [10.0.0.0/16, 3, 8]]', "10.0.0.0/24 10.0.1.0/24 10.0.2.0/24"],
    "Cidr, one of whole block": ['!Join [" ", !Cidr [10.0.0.0/24, 1, 8]]', "10.0.0.0/24"],
    "Cidr, single addresses": [
      '!Join [" ", !Cidr [255.255.255.252/30, "4", 0]]',
      [252, 253, 254, 255].map((last) => `255.255.255.${last}/32`).join(" "),
    ],
    "Cidr of eight bits, unless it says otherwise": ['!Join [" ", !Cidr [10.0.0.0/23, 2]]', "10.0.0.0/24 10.0.1.0/24"],
    "Cidr, as many blocks as there may be": ["!Select [255, !Cidr [10.0.0.0/16, 256, 8]]", "10.0.255.0/24"],
    "Cidr of all addresses": ['!Join [" ", !Cidr [0.0.0.0/0, 1, 32]]', "0.0.0.0/0"],
    "Select the first": ["!Select [0, !GetAZs eu-west-1]", "eu-west-1a"],
    "Split what is not there": ['!Select ["0", !Split ["|", a]]', "a"],
    "Base64 of a number": ["Fn::Base64: 7", Buffer.from("7").toString("base64")],
    "Sub with spaces in a name": ['!Sub "${ Stage }${ Jobs.QueueName }"', "testjobs"],
    "conditions of two and of ten": ["!If [Many, !If [None, x, two], !If [None, ten, neither]]", "two"],
    "Ref to Amazon Linux's image": ["!Ref Image", "ami-0abcdef1234567890"],
    "numbers keep their text": ["1.10", "1.10"],
    "dates and words of YAML 1.1 stay words": ['!Join [" ", [2012-10-17, yes, "on"]]', "2012-10-17 yes on"],
  };
  it("return what AWS's guide says, in their short forms", async () => {
    const keys = Object.keys(cases);
    const outputs = keys.map((name, index) => `  O${index}:\n    Value:\n      ${cases[name]?.[0] ?? ""}`).join("\n");
    await cloud.deploy(`${HEAD}Outputs:\n${outputs}\n`);
    const actual = await cloud.readOutputs();
    expect(Object.fromEntries(keys.map((name, index) => [name, actual[`O${index}`]]))).to.deep.equal(
      Object.fromEntries(keys.map((name) => [name, cases[name]?.[1]])),
    );
  });

  it("read a long text of variables that never end in one pass", () => {
    expect(listVariables("${".repeat(2_000_000))).to.deep.equal([]);
    expect(listVariables(`${"${a}".repeat(3)}\${`)).to.deep.equal(["a", "a", "a"]);
  });

  it("evaluate each variable once, and reject values that no property accepts (SVC-020)", async () => {
    /** Ten times a variable that is ten times a variable, and so on: 892 bytes for a string of 10¹² characters. */
    const createNested = (depth: number): object =>
      depth === 0 ? { "Fn::Sub": "x" } : { "Fn::Sub": ["${a}".repeat(10), { a: createNested(depth - 1) }] };
    const createStack = (Value: unknown): object => ({
      Resources: { A: { Type: "AWS::SQS::Queue" } },
      Outputs: { Length: { Value } },
    });
    expect(JSON.stringify(createNested(12)).length).to.be.lessThan(900);
    const max = "Template error: Fn::Sub creates a string of more than 4194304 characters";
    expect(await cloud.readRefusal(createStack(createNested(12)))).to.equal(max);
    const joined = { "Fn::Join": [",", Array.from({ length: 5 }, () => createNested(6))] };
    expect(await cloud.readRefusal(createStack(joined))).to.equal(max.replace("Sub", "Join"));
    const split = { "Fn::Select": [0, { "Fn::Split": ["y", createNested(6)] }] };
    expect(
      await cloud.readRefusal(createStack({ "Fn::Join": ["", [split, split, split, split, split, split]] })),
    ).to.equal("Template error: the functions in a value of the template make more than 16777216 characters");
    const small = { "Fn::Select": [1, { "Fn::Split": ["y", { "Fn::Sub": ["${a}yes${a}", { a: createNested(5) }] }] }] };
    await cloud.deploy(createStack(small));
    expect((await cloud.readOutputs())["Length"]).to.equal(`es${"x".repeat(100_000)}`);
  });

  it("hide secrets, omit resources excluded by conditions, and resolve references", async () => {
    await cloud.deploy(`${HEAD}Outputs:\n  Only: { Condition: IsProd, Value: x }\n  Always: { Value: y }\n`);
    const { Stacks: [stack] = [] } = await cloud.cfn.describeStacks({ StackName: "lab" });
    expect(stack?.Parameters?.find(({ ParameterKey }) => ParameterKey === "Secret")?.ParameterValue).to.equal("****");
    expect(stack?.Parameters?.find(({ ParameterKey }) => ParameterKey === "Image")).to.include({
      ResolvedValue: "ami-0abcdef1234567890",
    });
    await cloud.deploy(
      {
        Parameters: { Secret: { Type: "String", NoEcho: true } },
        Resources: { A: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::Sub": "q-${Secret}" } } } },
      },
      { StackName: "secret", Parameters: [{ ParameterKey: "Secret", ParameterValue: "hush" }] },
    );
    const { StackEvents = [] } = await cloud.cfn.describeStackEvents({ StackName: "secret" });
    expect(StackEvents.flatMap(({ ResourceProperties: shown = [] }) => shown))
      .to.include('{"QueueName":"q-****"}')
      .and.satisfy((all: string[]) => all.every((item) => !item.includes("hush")));
    expect(stack?.Outputs?.map(({ OutputKey }) => OutputKey)).to.deep.equal(["Always"]);
    expect(Object.keys(await cloud.readIds())).to.deep.equal(["Jobs"]);
  });

  it("check a template's parameters in rules as AWS's guide says", async () => {
    const Parameters = {
      Stage: { Type: "String", Default: "test" },
      Count: { Type: "Number", Default: 2 },
      Names: { Type: "CommaDelimitedList", Default: "a,b" },
      Alike: { Type: "CommaDelimitedList", Default: "a,a" },
    };
    const [stage, count, names, alike] = Object.keys(Parameters).map((name) => ({ Ref: name }));
    const messages: readonly (readonly [assertion: unknown, holds: boolean])[] = [
      [{ "Fn::Contains": [["prod", "test"], stage] }, true],
      [{ "Fn::Contains": [["prod", "dev"], stage] }, false],
      [{ "Fn::Contains": [["1", "2"], count] }, true],
      [{ "Fn::Contains": [[1, 2], count] }, true],
      [{ "Fn::Contains": [names, "b"] }, true],
      [{ "Fn::Contains": [names, stage] }, false],
      [{ "Fn::Contains": ["test", stage] }, true],
      [{ "Fn::EachMemberEquals": [alike, "a"] }, true],
      [{ "Fn::EachMemberEquals": [names, "a"] }, false],
      [{ "Fn::EachMemberEquals": [[count, 2], count] }, true],
      [{ "Fn::EachMemberEquals": ["x", stage] }, false],
      [{ "Fn::EachMemberIn": [names, ["c", "b", "a"]] }, true],
      [{ "Fn::EachMemberIn": [names, ["a"]] }, false],
      [{ "Fn::EachMemberIn": [names, alike] }, false],
      [{ "Fn::EachMemberIn": [alike, names] }, true],
      [{ "Fn::Equals": [stage, "test"] }, true],
      [{ "Fn::Equals": [count, "3"] }, false],
      [{ "Fn::Not": [{ "Fn::Contains": [names, "c"] }] }, true],
      [{ "Fn::And": [{ "Fn::Equals": [stage, "test"] }, { "Fn::Contains": [names, "c"] }] }, false],
      [{ "Fn::Or": [{ "Fn::Equals": [stage, "test"] }, { "Fn::Contains": [names, "c"] }] }, true],
      ["true", true],
      [false, false],
    ];
    const A = { Type: "AWS::S3::Bucket" };
    const readRefusal = async (Rules: unknown): Promise<string> => {
      const TemplateBody = JSON.stringify({ Parameters, Rules, Resources: { A } });
      return (await catchFault(cloud.cfn.createStack({ StackName: "lab", TemplateBody }))).message;
    };
    const named = messages.map(([Assert, holds], index) => ({ Assert, AssertDescription: `${index}`, holds }));
    expect(
      await readRefusal({
        Table: { Assertions: named.map(({ Assert, AssertDescription }) => ({ Assert, AssertDescription })) },
      }),
    ).to.equal(
      `Template validation error: ${named.flatMap(({ holds, AssertDescription }) => (holds ? [] : [AssertDescription])).join("; ")}`,
    );

    // A rule applies where its condition holds, and is named where its assertion is not described.
    const never = { Assertions: [{ Assert: false }] };
    const rules = {
      Plain: never,
      Applies: { RuleCondition: { "Fn::Equals": [stage, "test"] }, ...never },
      Rests: { RuleCondition: { "Fn::Equals": [stage, "prod"] }, ...never },
      Numbered: { Assertions: [{ Assert: false, AssertDescription: 7 }] },
    };
    expect(await readRefusal(rules)).to.equal("Template validation error: Rule Plain; Rule Applies; Rule Numbered");

    const createTwo = (name: string): string =>
      `Template error: every ${name} object requires a list of two parameters.`;
    for (const name of ["Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn"])
      for (const argument of ["a", ["a"], [names, "a", "b"]])
        expect(await readRefusal({ R: { Assertions: [{ Assert: { [name]: argument } }] } })).to.equal(createTwo(name));
    const form = "Template format error: ";
    for (const [rule, words] of [
      ["x", `${form}Every Rules member must be an object.`],
      [{}, `${form}[/Rules/R] Every Rules object must contain Assertions.`],
      [{ Assertions: [] }, `${form}[/Rules/R] Every Rules object must contain Assertions.`],
      [{ Assertions: {} }, `${form}[/Rules/R] Every Rules object must contain Assertions.`],
      [{ Assertions: ["x"] }, `${form}[/Rules/R] Every assertion must contain an Assert member.`],
      [
        { Assertions: [{ AssertDescription: "x" }] },
        `${form}[/Rules/R] Every assertion must contain an Assert member.`,
      ],
      [
        { Assertions: [{ Assert: "maybe" }] },
        "Template error: every condition must be one of Fn::And, Fn::Equals, Fn::If, Fn::Not, Fn::Or or Condition.",
      ],
    ] as const)
      expect(await readRefusal({ R: rule })).to.equal(words);
    // Outside rules there are no such functions.
    const TemplateBody = JSON.stringify({ Resources: { A }, Conditions: { C: { "Fn::Contains": [["a"], "a"] } } });
    expect((await catchFault(cloud.cfn.createStack({ StackName: "lab", TemplateBody }))).message).to.equal(
      "Template error: the function Fn::Contains is not known",
    );
  });
});

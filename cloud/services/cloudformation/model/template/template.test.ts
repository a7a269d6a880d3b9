import { expect } from "chai";
import { catchFault } from "../../../../testing/use-cloud";
import { useStacks } from "../../testing/use-stacks";

const A = { Type: "AWS::S3::Bucket" };
const createQueue = (Properties: object): object => ({ Type: "AWS::SQS::Queue", Properties });

describe("invalid templates", () => {
  const cloud = useStacks();
  const { readRefusal } = cloud;
  const cases: Record<string, readonly [template: string | object, message: string]> = {
    "YAML that is none, with line and column (SVC-017)": [
      "Resources:\n  A:\n    Type: AWS::S3::Bucket\n   B: x\n",
      "Template format error: YAML not well-formed. (line 4, column 1)",
    ],
    "a short form that is none": [
      "Resources:\n  A:\n    Type: !Nonsense x\n",
      "Template format error: YAML not well-formed. (line 3, column 11)",
    ],
    "a key that stands twice": [
      "Resources:\n  A: { Type: AWS::S3::Bucket }\n  A: { Type: AWS::S3::Bucket }\n",
      "Template format error: YAML not well-formed. (line 3, column 3)",
    ],
    "an alias": [
      "Resources:\n  A: &a { Type: AWS::S3::Bucket }\n  B: *a\n",
      "Template error: YAML aliases are not allowed in CloudFormation templates",
    ],
    "JSON that is none, with line and column (SVC-017)": [
      '{"Resources": {"A": {}}, }',
      "Template format error: JSON not well-formed. (line 1, column 27)",
    ],
    "no object": ["just words", "Template format error: unsupported structure."],
    "no resources (SVC-017)": [
      { Resources: {} },
      "Template format error: At least one Resources member must be defined.",
    ],
    "a resource without a type (SVC-017)": [
      { Resources: { A: {} } },
      "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
    ],
    "a resource that is not an object": [
      { Resources: { A: "x" } },
      "Template format error: Any Resources member must be an object.",
    ],
    "a section that there is not": [
      { Resources: { A }, Extras: {} },
      "Invalid template property or properties [Extras]",
    ],
    "a member of a resource that there is not": [
      { Resources: { A: { ...A, Invalid: 1 } } },
      "Invalid template resource property 'Invalid'",
    ],
    "another version": [
      { AWSTemplateFormatVersion: "2020-01-01", Resources: { A } },
      "Template format error: unsupported value for AWSTemplateFormatVersion.",
    ],
    "a type that there is not": [
      { Resources: { A: { Type: "AWS::Nonsense::Thing" }, B: { Type: "AWS::Events::Rule" } } },
      "Template format error: Unrecognized resource types: [AWS::Nonsense::Thing]",
    ],
    "a name that is nowhere": [
      { Resources: { A: { ...A, Properties: { BucketName: { Ref: "Nobody" } } } } },
      "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
    ],
    "a name that is nowhere, in an output": [
      { Resources: { A }, Outputs: { O: { Value: { Ref: "Nobody" } } } },
      "Unresolved resource dependencies [Nobody] in the Outputs block of the template",
    ],
    "a variable that is nowhere": [
      { Resources: { A: { ...A, Properties: { BucketName: { "Fn::Sub": "x-${Nobody}" } } } } },
      "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
    ],
    "something to wait for that is nowhere": [
      { Resources: { A: { ...A, DependsOn: "Nobody" } } },
      "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
    ],
    "an attribute of a resource that is nowhere": [
      { Resources: { A: { ...A, Properties: { BucketName: { "Fn::GetAtt": ["Nobody", "Arn"] } } } } },
      "Template error: instance of Fn::GetAtt references undefined resource Nobody",
    ],
    "an attribute that there is not": [
      { Resources: { A, B: createQueue({ QueueName: { "Fn::GetAtt": ["A", "Color"] } }) } },
      "Template error: resource A does not support attribute type Color in Fn::GetAtt",
    ],
    "half an attribute": [
      { Resources: { A, B: createQueue({ QueueName: { "Fn::GetAtt": ["A"] } }) } },
      "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    ],
    "a circle, named": [
      {
        Resources: {
          A: { ...A, DependsOn: "B" },
          B: { ...A, DependsOn: "C" },
          C: { ...A, DependsOn: "A" },
          D: { ...A, DependsOn: "A" },
        },
      },
      "Circular dependency between resources: [A, B, C]",
    ],
    "a condition that is nowhere": [
      { Resources: { A: { ...A, Condition: "Maybe" } } },
      "Template error: unresolved condition dependency Maybe in Fn::If",
    ],
    "a mapping without the row": [
      {
        Mappings: { M: { a: { b: "c" } } },
        Resources: { A: { ...A, Properties: { BucketName: { "Fn::FindInMap": ["M", "x", "b"] } } } },
      },
      "Template error: Unable to get mapping for M::x::b",
    ],
    "a mapping of objects": [
      { Mappings: { M: { a: { b: {} } } }, Resources: { A } },
      "Template format error: Every Mappings attribute must be a String or a List.",
    ],
    "a choice without a list": [
      { Resources: { A: { ...A, Properties: { BucketName: { "Fn::Select": ["x", ["a"]] } } } } },
      "Template error: Fn::Select requires a list argument with two elements: an integer index and a list",
    ],
    "an output without a value": [
      { Resources: { A }, Outputs: { O: {} } },
      "Template format error: Every Outputs member must contain a Value object",
    ],
    "an output that is null": [
      { Resources: { A }, Outputs: { O: { Value: null } } },
      "[/Outputs/O/Value] 'null' values are not allowed in templates",
    ],
    "a property that is null, at AWS's path": [
      "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName:\n",
      "[/Resources/A/Type/BucketName] 'null' values are not allowed in templates",
    ],
    "properties that are null": [
      "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n",
      "[/Resources/A/Properties] 'null' values are not allowed in templates",
    ],
    "an item of a list that is null": [
      "Resources:\n  A: { Type: AWS::S3::Bucket, DependsOn: [ ~ ] }\n",
      "[/Resources/A/DependsOn/0] 'null' values are not allowed in templates",
    ],
    "a section that is null": [
      { Resources: { A }, Outputs: null },
      "[/Outputs] 'null' values are not allowed in templates",
    ],
    "more than 500 resources": [
      { Resources: Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`A${index}`, A])) },
      "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
    ],
    "a condition that compares one value, though nothing uses it": [
      { Conditions: { C: { "Fn::Equals": ["a"] } }, Resources: { A } },
      "Template error: every Fn::Equals object requires a list of 2 string parameters.",
    ],
    "a condition that asks for a resource": [
      { Conditions: { C: { "Fn::Equals": [{ Ref: "A" }, "a"] } }, Resources: { A } },
      "Template format error: Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
    ],
    "conditions in a circle": [
      {
        Conditions: {
          C: { "Fn::Not": [{ Condition: "D" }] },
          D: { "Fn::Not": [{ Condition: "E" }] },
          E: { "Fn::Not": [{ Condition: "D" }] },
        },
        Resources: { A },
      },
      "Template error: Found circular condition dependency between D and E",
    ],
    "a macro": [
      { Transform: "AWS::Serverless-2016-10-31", Resources: { A, B: { Type: "AWS::Serverless::Function" } } },
      "The lab cloud runs no macros, so it cannot transform a template by [AWS::Serverless-2016-10-31].",
    ],
  };
  for (const [title, [template, message]] of Object.entries(cases)) {
    it(`are rejected in AWS's words: ${title}`, async () => {
      expect(await readRefusal(template)).to.equal(message);
    });
  }

  it("may name SAM's macro if they have none of SAM's types", async () => {
    const TemplateBody = JSON.stringify({ Transform: "AWS::Serverless-2016-10-31", Resources: { A } });
    await cloud.cfn.createStack({ StackName: "sam", TemplateBody, Capabilities: ["CAPABILITY_AUTO_EXPAND"] });
    const { DeclaredTransforms } = await cloud.cfn.getTemplateSummary({ TemplateBody });
    expect(DeclaredTransforms).to.deep.equal(["AWS::Serverless-2016-10-31"]);
  });

  it("distinguish an AWS type that isn't emulated from a misspelled one", async () => {
    const Resources = { A, B: { Type: "AWS::Scheduler::Schedule" }, C: { Type: "AWS::Events::Rule" } };
    const TemplateBody = JSON.stringify({ Resources });
    const fault = await catchFault(cloud.cfn.createStack({ StackName: "lab", TemplateBody }));
    expect(fault).to.include({
      name: "NotImplemented",
      message:
        "AWS has these resource types, and the lab cloud does not emulate them: [AWS::Scheduler::Schedule, AWS::Events::Rule]. Leave them out.",
    });
    expect(await readRefusal({ Resources: { A: { Type: "AWS::S3::Buckett" } } })).to.equal(
      "Template format error: Unrecognized resource types: [AWS::S3::Buckett]",
    );
  });

  for (const [title, template, emulated] of [
    [
      "a loop of the macro AWS::LanguageExtensions",
      { Resources: { "Fn::ForEach::All": ["Name", ["a"], { "A${Name}": A }] } },
      "Fn::ForEach",
    ],
    ["a macro for a resource", { Resources: { A: { "Fn::Transform": { Name: "AWS::Include" } } } }, "Fn::Transform"],
    [
      "a macro among a resource's properties",
      { Resources: { A: { ...A, Properties: { BucketName: "b", "Fn::Transform": { Name: "AWS::Include" } } } } },
      "Fn::Transform",
    ],
    [
      "a dynamic reference",
      {
        Resources: { A: { ...A, Properties: { BucketName: { "Fn::Sub": "{{resolve:ssm:/names/${AWS::Region}}}" } } } },
      },
      "dynamic references such as {{resolve:ssm:…}}",
    ],
  ] as const) {
    it(`are rejected by name: ${title}`, async () => {
      const TemplateBody = JSON.stringify(template);
      expect(await catchFault(cloud.cfn.createStack({ StackName: "lab", TemplateBody }))).to.include({
        name: "NotImplemented",
        message: `The lab cloud does not emulate ${emulated} in templates. Leave it out.`,
      });
    });
  }

  it("are rejected above 51200 bytes (SVC-017)", async () => {
    expect(await readRefusal("x".repeat(51_201))).to.contain(
      "'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
    );
  });

  it("report wrong arguments of functions", async () => {
    const head = {
      Mappings: { M: { x: { a: "1" } } },
      Conditions: { C: { "Fn::Equals": ["a", "a"] } },
      Resources: { A },
    };
    const list = ["a", "b"];
    const needs: Readonly<Record<string, string>> = {
      Ref: "every Ref object must have a single String value.",
      "Fn::Base64": "every Fn::Base64 object must have a String-typed value.",
      "Fn::GetAZs": "every Fn::GetAZs object must have a String-typed value.",
      "Fn::GetAtt":
        "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
      "Fn::If":
        "Fn::If requires a list argument with three elements: a condition name, a value if it holds and one if it does not",
      "Fn::Join":
        "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
      "Fn::Split":
        "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
      "Fn::Select": "Fn::Select requires a list argument with two elements: an integer index and a list",
      "Fn::FindInMap":
        "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
      "Fn::Sub":
        "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
      "Fn::Cidr":
        "every Fn::Cidr object requires two parameters, (1) a string IP address block and (2) the number of subnets to create, an integer from 1 to 256",
    };
    const cases: readonly (readonly [name: string, argument: unknown, words?: string])[] = [
      ...[["A"], 1].map((argument) => ["Ref", argument] as const),
      ...["Fn::Base64", "Fn::GetAZs"].map((name) => [name, list] as const),
      ...["A", ["A"], "A."].map((argument) => ["Fn::GetAtt", argument] as const),
      ...["C", ["C"], ["C", 1], ["C", 1, 2, 3], [1, 2, 3]].map((argument) => ["Fn::If", argument] as const),
      ...["-", ["-"], ["-", "a"], [1, list], ["-", list, list], ["-", [list]]].map(
        (argument) => ["Fn::Join", argument] as const,
      ),
      ...["-", ["-"], ["", "a"], ["-", list], ["-", "a", "b"], [1, "a"]].map(
        (argument) => ["Fn::Split", argument] as const,
      ),
      ...["0", ["0"], ["", list], ["1.5", list], ["0", "a"], ["0", list, list], [list, list]].map(
        (argument) => ["Fn::Select", argument] as const,
      ),
      ...["M", ["M"], ["M", "x"], ["M", "x", "a", "b"], ["M", list, "a"]].map(
        (argument) => ["Fn::FindInMap", argument] as const,
      ),
      ["Fn::FindInMap", ["M", "x", "b"], "Unable to get mapping for M::x::b"],
      ["Fn::FindInMap", ["M", "y", "a"], "Unable to get mapping for M::y::a"],
      ...[1, list, ["a"], ["a", {}, {}], [1, {}]].map((argument) => ["Fn::Sub", argument] as const),
      ["Fn::Sub", ["${a}", { a: list }], "the variable a in Fn::Sub must be a string"],
      [
        "Fn::Sub",
        "${a b}",
        "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons",
      ],
      ...[
        "10.0.0.0/8",
        ["10.0.0.0/8"],
        ...["10.0.0.0", "10.0.0.0/33", "256.0.0.0/8", "10.0.0/8", "x/8"].map((block) => [block, 1, 8]),
        ...[0, 257, 1.5, "x", ""].map((count) => ["10.0.0.0/8", count, 8]),
        ...["x", "", -1, 33, 1.5].map((bits) => ["10.0.0.0/8", 1, bits]),
      ].map((argument) => ["Fn::Cidr", argument] as const),
      ["Fn::Cidr", ["10.0.0.0/24", 2, 8], "Unable to generate 2 subnets of 8 bits from 10.0.0.0/24"],
    ];
    for (const [name, argument, words = needs[name]] of cases) {
      const message = await readRefusal({
        ...head,
        Resources: { A, B: createQueue({ QueueName: { [name]: argument } }) },
      });
      expect(message, `${name} ${JSON.stringify(argument)}`).to.equal(`Template error: ${words}`);
    }
    const many = Array.from({ length: 11 }, () => ({ "Fn::Equals": ["a", "a"] }));
    const conditionCases: readonly (readonly [name: string, argument: unknown, words: string])[] = [
      ...["a", [], ["a"], ["a", "b", "c"]].map(
        (argument) =>
          ["Fn::Equals", argument, "every Fn::Equals object requires a list of 2 string parameters."] as const,
      ),
      ...["a", [], many.slice(0, 2)].map(
        (argument) => ["Fn::Not", argument, "every Fn::Not object requires a list of one condition."] as const,
      ),
      ...["Fn::And", "Fn::Or"].flatMap((name) =>
        ["a", many.slice(0, 1), many].map(
          (argument) =>
            [
              name,
              argument,
              `every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`,
            ] as const,
        ),
      ),
    ];
    for (const [name, argument, words] of conditionCases)
      expect(
        await readRefusal({ ...head, Conditions: { C: { [name]: argument } } }),
        `${name} ${JSON.stringify(argument)}`,
      ).to.equal(`Template error: ${words}`);
  });

  it("fail the stack with the path of each property of the wrong type", async () => {
    await cloud.deploy({
      Resources: {
        A: { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: "many", Color: "red", Tags: [{ Key: "a" }] } },
      },
    });
    expect((await cloud.readReasons())["A CREATE_FAILED"]).to.equal(
      "Properties validation failed for resource A with message:\n#/ShardCount: expected type: Integer, found: String\n#/Tags/0: required key [Value] not found\n#: extraneous key [Color] is not permitted",
    );
  });

  it("differ from valid ones, which are described", async () => {
    const TemplateBody = JSON.stringify({
      Description: "What it is for",
      Parameters: { P: { Type: "String", Description: "a word", Default: "x", NoEcho: true } },
      Resources: { A },
    });
    expect(await cloud.cfn.validateTemplate({ TemplateBody })).to.deep.include({
      Description: "What it is for",
      Parameters: [{ ParameterKey: "P", Description: "a word", DefaultValue: "x", NoEcho: true }],
    });
  });
});

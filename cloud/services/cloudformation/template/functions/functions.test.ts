import { DescribeStackEventsCommand, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { useStacks } from "../../testing/use-stacks";

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
Resources:
  Jobs: { Type: AWS::SQS::Queue, Properties: { QueueName: jobs } }
  Never: { Type: AWS::S3::Bucket, Condition: IsProd }
`;

describe("functions of templates (SVC-020)", () => {
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
    "Ref to Amazon Linux's image": ["!Ref Image", "ami-0abcdef1234567890"],
    "numbers keep their text": ["1.10", "1.10"],
    "dates and words of YAML 1.1 stay words": ['!Join [" ", [2012-10-17, yes, "on"]]', "2012-10-17 yes on"],
  };
  it("give what AWS's guide says, in their short forms", async () => {
    const keys = Object.keys(cases);
    const outputs = keys.map((name, at) => `  O${at}:\n    Value:\n      ${cases[name]?.[0] ?? ""}`).join("\n");
    await cloud.deploy(`${HEAD}Outputs:\n${outputs}\n`);
    const given = await cloud.outputs();
    expect(Object.fromEntries(keys.map((name, at) => [name, given[`O${at}`]]))).to.deep.equal(
      Object.fromEntries(keys.map((name) => [name, cases[name]?.[1]])),
    );
  });

  it("hide secrets, leave out what a condition leaves out, and show what stands behind a name", async () => {
    await cloud.deploy(`${HEAD}Outputs:\n  Only: { Condition: IsProd, Value: x }\n  Always: { Value: y }\n`);
    const { Stacks: [stack] = [] } = await cloud.cfn.send(new DescribeStacksCommand({ StackName: "lab" }));
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
    const { StackEvents = [] } = await cloud.cfn.send(new DescribeStackEventsCommand({ StackName: "secret" }));
    expect(StackEvents.flatMap(({ ResourceProperties: shown = [] }) => shown))
      .to.include('{"QueueName":"q-****"}')
      .and.satisfy((all: string[]) => all.every((one) => !one.includes("hush")));
    expect(stack?.Outputs?.map(({ OutputKey }) => OutputKey)).to.deep.equal(["Always"]);
    expect(Object.keys(await cloud.ids())).to.deep.equal(["Jobs"]);
  });
});

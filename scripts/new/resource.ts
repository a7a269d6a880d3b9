import { existsSync } from "node:fs";
import { join } from "node:path";
import { declareCommand, UsageError } from "../labs/command";
import { applyChanges, type Change } from "./changes";
import { toCamelCase, toKebabCase } from "./names";

/** Services by the names in CloudFormation's types. */
const NAMESPACES: Readonly<Record<string, string>> = {
  athena: "Athena",
  cloudwatch: "CloudWatch",
  ec2: "EC2",
  ecr: "ECR",
  firehose: "KinesisFirehose",
  glue: "Glue",
  iam: "IAM",
  kinesis: "Kinesis",
  kinesisanalyticsv2: "KinesisAnalyticsV2",
  kms: "KMS",
  lambda: "Lambda",
  logs: "Logs",
  s3: "S3",
  sns: "SNS",
  sqs: "SQS",
  ssm: "SSM",
};
const TABLE = "cloud/services/resource-types.ts";

export const resource = declareCommand({
  usage: "npm run new resource <service> <Type>",
  does: "Start a type of CloudFormation resource: its file, its test, its line in the table of types.",
  args: ["<service>", "<Type>"],
  options: {},
  async run(_options, { root, printResult }, [service = "", name = ""]) {
    const namespace = Object.hasOwn(NAMESPACES, service) ? NAMESPACES[service] : undefined;
    if (namespace === undefined || !existsSync(join(root, "cloud/services", service, "service.ts")))
      throw new UsageError(`The lab cloud has no service "${service}" with resources.`);
    if (!/^[A-Z][A-Za-z]+$/.test(name))
      throw new UsageError(
        `<Type> is the last part of CloudFormation's own name, such as Stream in AWS::Kinesis::Stream, not \`${name}\`.`,
      );
    const changes = createChanges({ service, name, type: `AWS::${namespace}::${name}` });
    await applyChanges(root, changes);
    changes.forEach(({ path }) => {
      printResult(path);
    });
    printResult(
      "Now name its properties and attributes, create and remove it through the service's operations, and state in the test what Ref and GetAtt return.",
    );
  },
});

interface NewResource {
  readonly service: string;
  readonly name: string;
  readonly type: string;
}

function createChanges(draft: NewResource): Change[] {
  const file = toKebabCase(draft.name);
  const folder = `cloud/services/${draft.service}/resources`;
  return [
    { kind: "create", path: `${folder}/${file}.ts`, text: createSource(draft) },
    { kind: "create", path: `${folder}/${file}.test.ts`, text: createTest(draft) },
    {
      kind: "insert",
      path: TABLE,
      sorted: true,
      after: /^import \{ \w+ \} from "\.\/\w+\/resources\//,
      line: `import { ${toCamelCase(file)} } from "./${draft.service}/resources/${file}";`,
    },
    { kind: "insert", path: TABLE, sorted: true, after: /^ {2}[a-z]\w+,$/, line: `  ${toCamelCase(file)},` },
  ];
}

const createSource = ({
  name,
  type,
  service,
}: NewResource): string => `import { maybe, text } from "../../cloudformation/model/properties/shape";
import { defineResourceType } from "../../cloudformation/resources/type-definition";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ for its properties, and which of them replace it */
export const ${toCamelCase(toKebabCase(name))} = defineResourceType({
  type: "${type}",
  properties: { Name: maybe(text()) },
  replacement: ["Name"],
  named: "Name",
  attributes: ["Arn"],
  async create(_context, _properties) {
    throw new Error("call ${service}'s own operation through context.call, and return the physical id");
  },
  async remove(_context, _existing) {
    throw new Error("call ${service}'s own operation through context.call");
  },
  describe: ({ cloud }, { id }) => ({ Arn: cloud.arn("${service}", id) }),
});
`;

const createTest = ({ type }: NewResource): string => `import { expect } from "chai";
import { createResourceTemplate } from "../../cloudformation/testing/resource-template";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("${type}", () => {
  const cloud = useStacks();

  it("gives what Ref and GetAtt give on AWS, is changed as on AWS, and goes with its stack", async () => {
    await cloud.deploy(createResourceTemplate("${type}", { Name: "one" }, { attributes: ["Arn"] }));
    expect(await cloud.outputs()).to.deep.equal({ Ref: "one" /* and every attribute, exactly */ });
    expect.fail("update it, delete it, and look at the service itself");
  });
});
`;

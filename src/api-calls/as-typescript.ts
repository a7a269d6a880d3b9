import { isCut, isUpload, replaceBlobs, type ApiCall } from "./blobs";

/** Packages and clients of the SDK, by the CLI's name of a service. */
const CLIENTS: Readonly<Record<string, readonly [pack: string, client: string]>> = {
  athena: ["client-athena", "AthenaClient"],
  cloudformation: ["client-cloudformation", "CloudFormationClient"],
  cloudwatch: ["client-cloudwatch", "CloudWatchClient"],
  ec2: ["client-ec2", "EC2Client"],
  ecr: ["client-ecr", "ECRClient"],
  firehose: ["client-firehose", "FirehoseClient"],
  glue: ["client-glue", "GlueClient"],
  iam: ["client-iam", "IAMClient"],
  kinesis: ["client-kinesis", "KinesisClient"],
  kinesisanalyticsv2: ["client-kinesis-analytics-v2", "KinesisAnalyticsV2Client"],
  kms: ["client-kms", "KMSClient"],
  lambda: ["client-lambda", "LambdaClient"],
  logs: ["client-cloudwatch-logs", "CloudWatchLogsClient"],
  s3: ["client-s3", "S3Client"],
  sns: ["client-sns", "SNSClient"],
  sqs: ["client-sqs", "SQSClient"],
  ssm: ["client-ssm", "SSMClient"],
  sts: ["client-sts", "STSClient"],
};

/** Code inside a value that is otherwise written as JSON. */
class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The call as TypeScript with AWS's SDK, version 3. */
export function toTypeScript(entry: ApiCall): string {
  const { service, operation } = entry;
  const [pack, client] = CLIENTS[service] ?? [`client-${service}`, `${service}Client`];
  const input = replaceBlobs(
    entry,
    ({ base64, text }) =>
      new Code(
        text === undefined
          ? `Buffer.from(${JSON.stringify(base64)}, "base64")`
          : `Buffer.from(${JSON.stringify(text)})`,
      ),
  );
  const body = isUpload(entry) ? { Body: new Code(`await readFile("file")`) } : {};
  const lines = [
    ...(isUpload(entry) ? ['import { readFile } from "node:fs/promises";'] : []),
    `import { ${client}, ${operation}Command } from "@aws-sdk/${pack}";`,
    "",
    `const ${service} = new ${client}({});`,
    `const answer = await ${service}.send(new ${operation}Command(${formatValue({ ...(input as object | undefined), ...body }, "")}));`,
  ];
  if (isCut(entry)) lines.unshift("// Long values are shortened here: replace each … with your own.");
  return lines.join("\n");
}

/** A value as TypeScript code, over several lines. */
function formatValue(value: unknown, indent: string): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return value.length === 0
      ? "[]"
      : `[\n${value.map((item) => `${inner}${formatValue(item, inner)},\n`).join("")}${indent}]`;
  const members = Object.entries(value).filter(([, first]) => first !== undefined);
  const getName = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
  return members.length === 0
    ? "{}"
    : `{\n${members.map(([name, item]) => `${inner}${getName(name)}: ${formatValue(item, inner)},\n`).join("")}${indent}}`;
}

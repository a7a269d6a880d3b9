import { execFile } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { Glue } from "@aws-sdk/client-glue";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { toCli } from "../../src/api-calls/to-cli";
import { toTypeScript } from "../../src/api-calls/as-typescript";
import type { Cloud, JournalEntry } from "../../cloud/index";
import { useCloud } from "../../cloud/testing/use-cloud";
import { setUpAwsCli } from "../../scripts/start/aws-cli";
import { getVenvPython } from "../../scripts/setup/venv.mjs";
import { createLabEnvironment } from "../../scripts/start/environment";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

/** A text with characters that a shell, JSON and TypeScript each treat differently. */
const NASTY = `it's "so": $HOME \`id\` \\n ü€ --flag`;
const ROLE = "arn:aws:iam::000000000000:role/delivery";
const run = promisify(execFile);
/**
 * Runs the AWS CLI on several commands, each split into words by a shell, in one process: starting Python for each
 * would take a second of processor time.
 */
const RUN_COMMANDS = `
import os, sys, urllib.request
from awscli.clidriver import create_clidriver

words = sys.stdin.buffer.read().decode().split("\\0")[:-1]
while words:
    count = int(words[0])
    arguments, words = words[1 : count + 1], words[count + 1 :]
    if create_clidriver().main(arguments) != 0:
        sys.exit(f"refused: {arguments}")
    urllib.request.urlopen(urllib.request.Request(
        os.environ["AWS_ENDPOINT_URL"] + "/_lab/clock", b'{"advanceSeconds":2}', {"content-type": "application/json"}))
`;

/**
 * The journal shows for each call how to make it with the AWS CLI and in TypeScript. Here both are run as they are printed, on clouds of their
 * own, and these clouds' journals are compared with the first one.
 */
describe("the console's journal: the printed commands and code", () => {
  // As `npm start` does.
  before(async function () {
    skipIf(this, LEFT_TO_CI);
    await setUpAwsCli(resolve("."));
  });
  const [first, byCli, byCode] = [useCloud(), useCloud(), useCloud()];

  /** Makes calls in each protocol, with lists, objects, blobs, booleans, and texts that are hard to quote. */
  async function work(): Promise<void> {
    const { kinesis, firehose, s3, logs, cloudwatch, sts } = first;
    await sts.getCallerIdentity({});
    await kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await first.advance(2);
    await kinesis.putRecord({ StreamName: "trips", PartitionKey: NASTY, Data: Buffer.from(NASTY) });
    await kinesis.putRecords({
      StreamName: "trips",
      Records: [1, 2].map((n) => ({
        PartitionKey: String(n),
        Data: Buffer.from(`{"n": ${n}, "t": ${JSON.stringify(NASTY)}}`),
      })),
    });
    await kinesis.listShards({ StreamName: "trips", ShardFilter: { Type: "AT_LATEST" } });
    await s3.createBucket({ Bucket: "trips-raw" });
    await s3.putObject({ Bucket: "trips-raw", Key: "a b/it's.txt", Body: "text", ContentType: "text/plain" });
    await s3.listObjectsV2({ Bucket: "trips-raw", Prefix: "a b/", Delimiter: "/", MaxKeys: 5 });
    await firehose.createDeliveryStream({
      DeliveryStreamName: "trips-to-s3",
      DeliveryStreamType: "DirectPut",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::trips-raw",
        RoleARN: ROLE,
        Prefix: "trips/!{timestamp:yyyy}/",
        ErrorOutputPrefix: "errors/",
        BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
        CloudWatchLoggingOptions: { Enabled: false },
      },
    });
    await first.advance(2);
    await firehose.putRecordBatch({
      DeliveryStreamName: "trips-to-s3",
      Records: [{ Data: Buffer.from(`${NASTY}\n`) }],
    });
    const sqs = first.createClient(SQS);
    await sqs.createQueue({ QueueName: "trucks", Attributes: { VisibilityTimeout: "5" } });
    await sqs.sendMessage({
      QueueUrl: `${first.running.endpoint}/000000000000/trucks`,
      MessageBody: NASTY,
      MessageAttributes: { city: { DataType: "String", StringValue: NASTY } },
    });
    const glue = first.createClient(Glue);
    await glue.createDatabase({ DatabaseInput: { Name: "lake", Description: NASTY } });
    await glue.createTable({
      DatabaseName: "lake",
      TableInput: {
        Name: "trips",
        StorageDescriptor: {
          Columns: [{ Name: "n", Type: "int" }],
          Location: "s3://trips-raw/trips/",
          Compressed: false,
        },
        PartitionKeys: [{ Name: "year", Type: "string" }],
      },
    });
    await logs.createLogGroup({ logGroupName: "/aws/lambda/trips" });
    await logs.filterLogEvents({ logGroupName: "/aws/lambda/trips", filterPattern: '{ $.level = "ERROR" }' });
    await cloudwatch.putMetricData({
      Namespace: "Trips",
      MetricData: [{ MetricName: "Delay", Value: 1.5, Unit: "Seconds", Dimensions: [{ Name: "City", Value: "Ulm" }] }],
    });
    await first.createClient(Lambda).listFunctions({ FunctionVersion: "ALL" });
    await first.createClient(KinesisAnalyticsV2).createApplication({
      ApplicationName: "rides",
      RuntimeEnvironment: "SQL-1_0",
      ServiceExecutionRole: ROLE,
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: { CodeContentType: "PLAINTEXT", CodeContent: { TextContent: `-- ${NASTY}\n` } },
      },
    });
    await first.createClient(CloudFormation).createStack({
      StackName: "buckets",
      TemplateBody:
        "Resources:\n  Raw:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref Name }\nParameters:\n  Name: { Type: String }\n",
      Parameters: [{ ParameterKey: "Name", ParameterValue: "made-by-a-stack" }],
      DisableRollback: true,
    });
  }

  /**
   * Clients' calls to a cloud, without the members that each client adds by itself: tokens, checksums, and S3's
   * encoding of keys.
   */
  const listInputs = (cloud: Cloud): readonly object[] =>
    cloud.journal
      .listAfter(0)
      .filter(({ origin }) => origin === "client")
      .map(({ service, operation, input }) => ({
        call: `${service} ${operation}`,
        input: JSON.parse(
          JSON.stringify(input, (name, value: unknown) =>
            /^(?:ClientRequestToken|EncodingType|Checksum\w*|ContentLength|ContentMD5|ContentEncoding|ChecksumAlgorithm)$/.test(
              name,
            )
              ? undefined
              : value,
          ).replaceAll(cloud.endpoint, "ENDPOINT"),
        ) as unknown,
      }));

  /**
   * The printed text of each call, for another cloud. Between the calls that cloud's clock moves as the first one's
   * did.
   */
  const printEntries = (as: (entry: JournalEntry) => string, on: Cloud): readonly string[] =>
    first.running.journal
      .listAfter(0)
      .filter(({ origin }) => origin === "client")
      .map((entry) => as(entry).replaceAll(first.running.endpoint, on.endpoint));

  /** Does work in a folder in which a learner could run the commands and the code. */
  async function useFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
    const path = createTemporaryFolder();
    symlinkSync(resolve("node_modules"), join(path, "node_modules"), "dir");
    writeFileSync(join(path, "package.json"), '{ "type": "module" }');
    writeFileSync(join(path, "file"), "text");
    return await work(path);
  }
  const createEnvironment = (cloud: Cloud) => createLabEnvironment(resolve("."), { ...cloud, ...cloud.credentials });

  it("send the same calls to AWS as the originals, as the AWS CLI judges", async () => {
    await work();
    const { running } = byCli;
    await useFolder(async (cwd) => {
      const commands = ['aws() { printf \'%s\\0\' "$#" "$@"; }', ...printEntries(toCli, running)];
      writeFileSync(join(cwd, "commands.sh"), commands.join("\n"));
      writeFileSync(join(cwd, "run.py"), RUN_COMMANDS);
      const both = `bash -eu commands.sh | "${getVenvPython(resolve("."))}" run.py`;
      await run("bash", ["-eu", "-o", "pipefail", "-c", both], { cwd, env: createEnvironment(running) });
    });
    expect(listInputs(running)).to.deep.equal(listInputs(first.running));
  });

  it("send the same calls to AWS as the originals, as the SDK judges", async () => {
    await work();
    const { running } = byCode;
    await useFolder(async (cwd) => {
      for (const [n, code] of printEntries(toTypeScript, running).entries())
        writeFileSync(join(cwd, `call-${n}.ts`), code);
      const { length } = printEntries(toTypeScript, running);
      writeFileSync(
        join(cwd, "all.ts"),
        `for (let n = 0; n < ${length}; n += 1) {
          await import("./call-" + n + ".ts");
          await fetch(process.env.AWS_ENDPOINT_URL + "/_lab/clock", { method: "POST", headers: { "content-type": "application/json" }, body: '{"advanceSeconds":2}' });
        }`,
      );
      await run(process.execPath, ["--import", "tsx", "all.ts"], { cwd, env: createEnvironment(running) });
    });
    expect(listInputs(running)).to.deep.equal(listInputs(first.running));
  });
});

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Glue } from "@aws-sdk/client-glue";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { startCloud } from "../../cloud/index";
import { expectGolden } from "../../scripts/golden/expect-golden";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";

const RESOURCES = {
  roles: [
    {
      RoleName: "delivery",
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
  ],
  logGroups: [{ logGroupName: "lines" }],
  logStreams: [{ logGroupName: "lines", logStreamName: "one" }],
  buckets: [{ Bucket: "raw" }],
  queues: [{ QueueName: "jobs" }],
  databases: [{ DatabaseInput: { Name: "trips" } }],
  tables: [
    {
      DatabaseName: "trips",
      TableInput: {
        Name: "rides",
        PartitionKeys: [{ Name: "day", Type: "string" }],
        StorageDescriptor: { Columns: [{ Name: "id", Type: "int" }], Location: "s3://raw/rides/" },
      },
    },
  ],
  streams: [{ StreamName: "trips", ShardCount: 2 }],
  deliveryStreams: [
    {
      DeliveryStreamName: "to-raw",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::raw",
        RoleARN: "arn:aws:iam::000000000000:role/delivery",
      },
    },
  ],
};

/** Random secrets that differ from cloud to cloud, and the checksum of the frame with the `seal`. */
const SECRETS: readonly RegExp[] = [
  /(?<="(?:accessKeyId|secretAccessKey|token|sessionSecret)":")[^"]+/g,
  /(?<=^lablog2\n.{4}).{4}(?=\["seal")/gs,
  /(?<="seal",")[0-9a-f]+/g,
];

/** The frame of a metric with the real duration of a call. */
const LATENCY = /.{8}\{"name":\{"namespace":"AWS\/Firehose","name":"PutRecordBatch\.Latency"[^\]]*\]\}/gs;

const ROW_BYTES = 40;

/** A dump of forty bytes a line, as hexadecimal digits and as characters. */
function dump(path: string, bytes: Buffer): string {
  const shown = Buffer.from(
    SECRETS.reduce(
      (text, secret) => text.replace(secret, (all) => "*".repeat(all.length)),
      bytes.toString("latin1").replace(LATENCY, ""),
    ),
    "latin1",
  );
  const lines = Array.from({ length: Math.ceil(shown.byteLength / ROW_BYTES) }, (_, row) => {
    const some = shown.subarray(ROW_BYTES * row, ROW_BYTES * (row + 1));
    return `${some.toString("hex").padEnd(2 * ROW_BYTES)} ${some.toString("latin1").replace(/[^ -~]/g, ".")}`;
  });
  return [path, ...lines, ""].join("\n");
}

/** Dumps of all files of a data folder, without empty logs, which contain only the mark at their beginning. */
const dumpFolder = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => ({ path: path.replaceAll(sep, "/"), bytes: readFileSync(join(folder, path)) }))
    .filter(({ bytes }) => bytes.toString("latin1") !== "lablog2\n")
    // The sizes of all others; the one with a real duration varies.
    .filter(({ path }) => path !== "closed.json")
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => dump(path, bytes))
    .join("\n");

describe("the formats on disk", () => {
  it("match an earlier data folder, byte for byte", async () => {
    const data = createTemporaryFolder();
    const cloud = await startCloud({
      port: 0,
      speed: 0,
      seed: 1,
      startAt: "2030-01-01T00:00:00Z",
      data,
      resources: RESOURCES,
    });
    const { endpoint, region, credentials } = cloud;
    const options = { endpoint, region, credentials };
    expect(readFileSync(join(data, "in-use-by"), "utf8")).to.equal(String(process.pid));

    const Data = Buffer.from("one");
    await new Kinesis(options).putRecords({
      StreamName: "trips",
      Records: [
        { PartitionKey: "a", Data },
        { PartitionKey: "b", Data: Buffer.from("two") },
      ],
    });
    const sqs = new SQS(options);
    const { QueueUrl } = await sqs.getQueueUrl({ QueueName: "jobs" });
    await sqs.sendMessage({ QueueUrl, MessageBody: "hello" });
    await sqs.receiveMessage({ QueueUrl });
    await new S3(options).putObject({ Bucket: "raw", Key: "a/b", Body: "text" });
    await new CloudWatchLogs(options).putLogEvents({
      logGroupName: "lines",
      logStreamName: "one",
      logEvents: [{ timestamp: cloud.clock.now(), message: "a line" }],
    });
    await new Glue(options).batchCreatePartition({
      DatabaseName: "trips",
      TableName: "rides",
      PartitionInputList: [{ Values: ["1"] }, { Values: ["2"] }],
    });
    await new Firehose(options).putRecordBatch({ DeliveryStreamName: "to-raw", Records: [{ Data }] });
    await cloud.stop();
    expectGolden(join(import.meta.dirname, "golden", "data-folder.txt"), dumpFolder(data));
  });
});

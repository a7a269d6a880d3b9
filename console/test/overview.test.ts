import { Glue } from "@aws-sdk/client-glue";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { expect } from "chai";
import { ROLE, testFunctions, createZip } from "../../cloud/services/lambda/testing/functions";
import { useConsole } from "./use-console";

const ARN = "000000000000";
/**
 * Twenty records, ten messages and ten objects at each call: enough to be seen in a rate, which is an average over some
 * seconds.
 */
const WRITER = `
import { KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
const ten = Array.from({ length: 10 }, (_, n) => String(n));
export const handler = async ({ QueueUrl }) => {
  const Records = [...ten, ...ten].map((PartitionKey) => ({ PartitionKey, Data: Buffer.from("{}") }));
  await new KinesisClient().send(new PutRecordsCommand({ StreamName: "trips", Records }));
  const Entries = ten.map((Id) => ({ Id, MessageBody: Id }));
  await new SQSClient().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const s3 = new S3Client();
  for (const Key of ten) await s3.send(new PutObjectCommand({ Bucket: "raw", Key, Body: "{}" }));
};`;
/**
 * A function in the format of Firehose's transformations; for records of a stream or a queue its answer has no meaning.
 */
const RETURN_RECORDS = `export const handler = async ({ records = [] }) =>
  ({ records: records.map(({ recordId, data }) => ({ recordId, result: "Ok", data })) });`;
const STREAM_ARN = `arn:aws:kinesis:us-east-1:${ARN}:stream/trips`;

describe("the arrows of the console's overview, in Chromium", () => {
  const console = useConsole();
  const { cloud } = console;

  /**
   * Makes a stream and a queue that each call a function, an application that reads the stream, and a table on a
   * bucket.
   */
  async function readResources(): Promise<string> {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    const { QueueUrl = "" } = await cloud.createClient(SQS).createQueue({ QueueName: "orders" });
    await cloud.s3.createBucket({ Bucket: "raw" });
    const lambda = cloud.createClient(Lambda);
    for (const FunctionName of ["of-stream", "of-queue"])
      await lambda.createFunction({
        FunctionName,
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Role: ROLE,
        Code: { ZipFile: createZip({ "index.mjs": RETURN_RECORDS }) },
      });
    await cloud.advance(2);
    await lambda.createEventSourceMapping({
      FunctionName: "of-stream",
      EventSourceArn: STREAM_ARN,
      StartingPosition: "TRIM_HORIZON",
    });
    // Disabled at first, so that the waiting messages in the queue can be seen.
    await lambda.createEventSourceMapping({
      FunctionName: "of-queue",
      EventSourceArn: `arn:aws:sqs:us-east-1:${ARN}:orders`,
      Enabled: false,
    });
    const analytics = cloud.createClient(KinesisAnalyticsV2);
    await analytics.createApplication({
      ApplicationName: "counting",
      RuntimeEnvironment: "SQL-1_0",
      ServiceExecutionRole: ROLE,
    });
    await analytics.addApplicationInput({
      ApplicationName: "counting",
      CurrentApplicationVersionId: 1,
      Input: {
        NamePrefix: "SOURCE_SQL_STREAM",
        KinesisStreamsInput: { ResourceARN: STREAM_ARN },
        InputSchema: {
          RecordFormat: {
            RecordFormatType: "JSON",
            MappingParameters: { JSONMappingParameters: { RecordRowPath: "$" } },
          },
          RecordColumns: [{ Name: "n", SqlType: "INTEGER", Mapping: "$.n" }],
        },
      },
    });
    // With 1 MB its buffer for the function is full at once.
    const Parameters = [
      { ParameterName: "LambdaArn" as const, ParameterValue: `arn:aws:lambda:us-east-1:${ARN}:function:of-queue` },
      { ParameterName: "BufferSizeInMBs" as const, ParameterValue: "1" },
      { ParameterName: "BufferIntervalInSeconds" as const, ParameterValue: "1" },
    ];
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "changed",
      ExtendedS3DestinationConfiguration: {
        BucketARN: "arn:aws:s3:::raw",
        RoleARN: ROLE,
        ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters }] },
      },
    });
    const glue = cloud.createClient(Glue);
    await glue.createDatabase({ DatabaseInput: { Name: "lab" } });
    for (const [Name, folder] of Object.entries({ raw: "data", empty: "dat" }))
      await glue.createTable({
        DatabaseName: "lab",
        TableInput: { Name, StorageDescriptor: { Location: `s3://raw/${folder}/`, Columns: [] } },
      });
    // A table whose data is in its partitions, in other folders; one lies inside the other, and is counted once.
    const of = { DatabaseName: "lab", TableName: "parted" };
    const PartitionKeys = [{ Name: "day", Type: "string" }];
    const TableInput = {
      Name: of.TableName,
      PartitionKeys,
      StorageDescriptor: { Location: "s3://raw/parted/", Columns: [] },
    };
    await glue.createTable({ DatabaseName: "lab", TableInput });
    for (const [day, folder] of Object.entries({ one: "data/1", two: "data" }))
      await glue.createPartition({
        ...of,
        PartitionInput: { Values: [day], StorageDescriptor: { Location: `s3://raw/${folder}`, Columns: [] } },
      });
    await cloud.advance(3);
    return QueueUrl;
  }

  it("show the rate of each kind, and what lags", async () => {
    const QueueUrl = await readResources();
    const page = await console.open();
    const findFlow = (from: string, to: string) =>
      page
        .getByRole("table", { name: "Arrows" })
        .getByRole("row", { name: new RegExp(`^${from} ${to}(?: |$)`) })
        .getByRole("cell")
        .nth(2);
    await findFlow("Producers", "trips").waitFor();
    for (let n = 0; n < 20; n += 1)
      await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from(`{"n":${n}}`) });
    const { ShardIterator } = await cloud.kinesis.getShardIterator({
      StreamName: "trips",
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    });
    // A program outside the cloud reads fifteen records, which the picture shows as a consumer.
    await cloud.kinesis.getRecords({ ShardIterator, Limit: 15 });
    for (let n = 0; n < 3; n += 1) await cloud.createClient(SQS).sendMessage({ QueueUrl, MessageBody: "1" });
    for (let n = 0; n < 30; n += 1) await cloud.s3.putObject({ Bucket: "raw", Key: `data/${n % 2}/${n}`, Body: "{}" });
    const Records = Array.from({ length: 20 }, () => ({ Data: Buffer.from("{}") }));
    await cloud.firehose.putRecordBatch({ DeliveryStreamName: "changed", Records });
    await cloud.advance(2);
    await findFlow("Producers", "trips")
      .getByText(/^[1-9]\d*(\.\d)?\/s$/)
      .waitFor();
    await findFlow("trips", "of-stream")
      .getByText(/^[1-9]\d*(\.\d)?\/s/)
      .waitFor();
    await findFlow("trips", "counting")
      .getByText(/^[1-9]\d*(\.\d)?\/s, 5 behind$/)
      .waitFor();
    await findFlow("orders", "of-queue").getByText("0/s, 3 waiting").waitFor();
    await findFlow("raw", "lab.raw")
      .getByText(/^[1-9]\d*(\.\d)? objects\/s$/)
      .waitFor();
    await findFlow("raw", "lab.empty").getByText("0 objects/s").waitFor();
    const both = await page.getByRole("row", { name: /^raw lab\.(?:parted|raw) / }).allTextContents();
    const rates = both.map((text) => text.replace(/^rawlab\.(?:parted|raw)/, ""));
    expect(new Set(rates), "the same objects, each counted once").to.have.length(1);
    for (const [from, to] of [
      ["changed", "of-queue"],
      ["of-queue", "changed"],
    ] as const)
      await findFlow(from, to)
        .getByText(/^[1-9]\d*(\.\d)?\/s$/)
        .waitFor();
    // Also in the picture, which fits into the window.
    const picture = page.locator("svg.flow");
    await picture.getByText("5 behind").waitFor();
    await picture.getByText("3 waiting").waitFor();
    // Reading records in the console does not count as a consumer.
    await console.open("kinesis/trips");
    await page.getByRole("button", { name: "Get records" }).click();
    await page.getByText("20 records read; the end is reached").waitFor();
    await console.open();
    await findFlow("trips", "counting").getByText("5 behind").waitFor();
    expect(await console.listFaults()).to.deep.equal([]);
  });

  it("lead from a function to everything it writes, and from programs to what they write directly", async () => {
    await cloud.s3.createBucket({ Bucket: "raw" });
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    const { QueueUrl = "" } = await cloud.createClient(SQS).createQueue({ QueueName: "orders" });
    const functions = testFunctions(cloud);
    await functions.create(WRITER, { FunctionName: "writer" });
    await cloud.advance(2);
    const page = await console.open();
    const findFlow = (from: string, to: string) =>
      page
        .getByRole("table", { name: "Arrows" })
        .getByRole("row", { name: new RegExp(`^${from} ${to}(?: |$)`) })
        .getByRole("cell")
        .nth(2);
    await findFlow("Producers", "trips").waitFor();
    expect((await functions.call({ QueueUrl }, { FunctionName: "writer" })).error).to.equal(undefined);
    // The newest records came from the function, so the arrow from Producers disappears.
    await findFlow("Producers", "trips").waitFor({ state: "detached" });
    await cloud.advance(1);
    await functions.call({ QueueUrl }, { FunctionName: "writer" });
    await findFlow("writer", "trips")
      .getByText(/^[1-9]\d*(\.\d)?\/s$/)
      .waitFor();
    await findFlow("writer", "orders")
      .getByText(/^[1-9]\d*(\.\d)? messages\/s$/)
      .waitFor();
    await findFlow("writer", "raw")
      .getByText(/^[1-9]\d*(\.\d)? objects\/s$/)
      .waitFor();
    expect(await page.locator("svg.flow g.arrow.moving").count()).to.equal(3);
    const countAnimations = (): Promise<number> => page.evaluate("document.getAnimations().length");
    expect(await countAnimations()).to.equal(3);
    // For a person who prefers reduced motion, the same arrows stand still.
    await page.emulateMedia({ reducedMotion: "reduce" });
    expect(await countAnimations()).to.equal(0);
    await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("1") });
    await findFlow("Producers", "trips").waitFor();
  });
});

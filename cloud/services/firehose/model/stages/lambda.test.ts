import type { ExtendedS3DestinationConfiguration, Processor } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { testFunctions } from "../../../lambda/testing/functions";
import { createConversion, readDeliveredFiles, makeTable, createDeliveryTools, ROLE } from "../../testing/glue-tables";
import { readParquetRows } from "../../testing/delivery-run";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
const createLambda = (more: Readonly<Record<string, string>> = {}): Processor => ({
  Type: "Lambda",
  Parameters: Object.entries({
    LambdaArn: ARN,
    NumberOfRetries: "0",
    BufferSizeInMBs: "1",
    BufferIntervalInSeconds: "0",
    ...more,
  }).map(([ParameterName, ParameterValue]) => ({ ParameterName: ParameterName as "LambdaArn", ParameterValue })),
});
const logging = { Enabled: true, LogGroupName: "g", LogStreamName: "l" };
const runThrough = (...Processors: Processor[]): Partial<ExtendedS3DestinationConfiguration> => ({
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  Prefix: "data/",
  ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
  ProcessingConfiguration: { Enabled: true, Processors },
  CloudWatchLoggingOptions: logging,
});
/**
 * Turns the text to capitals, adds how many records the call had, and drops, fails or breaks records that ask for it.
 */
const FUNCTION = `export const handler = async ({ records, sourceKinesisStreamArn }) => {
  const texts = records.map(({ data }) => Buffer.from(data, "base64").toString());
  if (texts.includes("break")) throw new Error("broken");
  return { records: records.map(({ recordId, kinesisRecordMetadata }, index) => {
    const { sequenceNumber = "none" } = kinesisRecordMetadata ?? {};
    const data = Buffer.from(JSON.stringify({ text: texts[index].slice(0, 20).toUpperCase(), of: records.length, source: sourceKinesisStreamArn, numbered: sequenceNumber !== "none" })).toString("base64");
    return { recordId, result: texts[index] === "drop" ? "Dropped" : texts[index] === "fail" ? "ProcessingFailed" : "Ok", data, metadata: { partitionKeys: { first: texts[index][0] } } };
  }) };
};`;

describe("Firehose delivery through a Lambda function", () => {
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const { makeBucket, create, put, putAll, readDelivered, readMetric } = createDeliveryTools(cloud);
  beforeEach(async () => {
    await makeBucket();
    await functions.create(FUNCTION, { Timeout: 30 });
    await cloud.logs.createLogGroup({ logGroupName: "g" });
    await cloud.logs.createLogStream({ logGroupName: "g", logStreamName: "l" });
  });
  const listTexts = async (): Promise<string[]> =>
    (await readDelivered()).filter(({ key }) => key.startsWith("data/")).map(({ text }) => text);
  const readLogged = async (): Promise<unknown[]> =>
    ((await cloud.logs.getLogEvents({ logGroupName: "g", logStreamName: "l", startFromHead: true })).events ?? []).map(
      ({ message = "" }) => JSON.parse(message),
    );

  it("delivers the function's output, and logs failures (FH-090, FH-091, FH-092, FH-106)", async () => {
    await create("s", runThrough(createLambda()));
    await putAll("s", ["a", "drop", "fail"]);
    await cloud.advance(60);
    expect(await listTexts()).to.deep.equal(['{"text":"A","of":3,"numbered":false}']);
    const [error] = (await readDelivered()).filter(({ key }) => key.startsWith("errors/processing-failed/"));
    expect(JSON.parse(error?.text ?? "")).to.include({
      rawData: Buffer.from("fail").toString("base64"),
      errorCode: "Lambda.ProcessingFailedStatus",
      lambdaARN: ARN,
    });
    expect(await readLogged()).to.deep.equal([
      {
        deliveryStreamARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/s",
        destination: "arn:aws:s3:::lake",
        deliveryStreamVersionId: 1,
        message: "ProcessingFailed status set for record",
        errorCode: "Lambda.ProcessingFailedStatus",
        processor: ARN,
      },
    ]);
  });
  it("fails the records of an invocation that throws (FH-095)", async () => {
    await create("s", runThrough(createLambda({ NumberOfRetries: "1" })));
    await put("s", "break");
    await cloud.advance(60);
    const [error] = (await readDelivered()).filter(({ key }) => key.startsWith("errors/processing-failed/"));
    expect(JSON.parse(error?.text ?? "")).to.include({ errorCode: "Lambda.FunctionError", attemptsMade: 2 });
  });
  it("limits an invocation to the buffer's size, however many records arrive at once (FH-097, FH-100)", async () => {
    await create("s", runThrough(createLambda({ BufferSizeInMBs: "0.2" })));
    await putAll(
      "s",
      Array.from({ length: 5 }, () => "x".repeat(90_000)),
    );
    await cloud.advance(60);
    expect((await listTexts())[0]?.match(/"of":\d/g)).to.deep.equal(['"of":2', '"of":2', '"of":2', '"of":2', '"of":1']);
  });
  it("passes each record's position in its Kinesis stream (FH-090)", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    const KinesisStreamARN = "arn:aws:kinesis:us-east-1:000000000000:stream/trips";
    await create("s", runThrough(createLambda()), {
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: { KinesisStreamARN, RoleARN: ROLE },
    });
    await cloud.kinesis.putRecord({ StreamName: "trips", PartitionKey: "p", Data: Buffer.from("a") });
    await cloud.advance(62);
    expect(await listTexts()).to.deep.equal([`{"text":"A","of":1,"source":"${KinesisStreamARN}","numbered":true}`]);
  });
  it("partitions by the function's keys, converts its output, and measures each partition's throughput (FH-071, FH-101, FH-106)", async () => {
    await makeTable(cloud, { text: "string" });
    await create("s", {
      ...runThrough(createLambda()),
      Prefix: "data/!{partitionKeyFromLambda:first}/",
      DynamicPartitioningConfiguration: { Enabled: true },
      DataFormatConversionConfiguration: createConversion({ ParquetSerDe: {} }),
    });
    await putAll("s", ["abc", "xyz", "axe"]);
    await cloud.advance(60);
    const files = await readDeliveredFiles(cloud, "data/");
    expect(
      await Promise.all(files.map(async ({ key, content }) => [key.slice(0, 7), await readParquetRows(content)])),
    ).to.deep.equal([
      ["data/a/", [{ text: "ABC" }, { text: "AXE" }]],
      ["data/x/", [{ text: "XYZ" }]],
    ]);
    expect(await readMetric("PerPartitionThroughput")).to.include({ SampleCount: 2, Unit: "Bytes/Second" });
  });
});

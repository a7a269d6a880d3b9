import type { Datapoint } from "@aws-sdk/client-cloudwatch";
import { PutRecordCommand as PutIntoKinesis } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { START, useCloud } from "../../../../testing/use-cloud";
import { StreamMetrics } from "./metrics";
import type { Measurement } from "../ports";
import { createDeliveryTools, READING_TRIPS } from "../../testing/glue-tables";
import type { ClosedBuffer } from "./delivery-config";

describe("Firehose metrics (FH-106)", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const { makeBucket, create, put, putAll } = createDeliveryTools(cloud);
  const readPoints = async (MetricName: string): Promise<(Datapoint & { readonly minute: number })[]> => {
    const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
      Namespace: "AWS/Firehose",
      MetricName,
      Dimensions: [{ Name: "DeliveryStreamName", Value: "s" }],
      StartTime: new Date(START),
      EndTime: new Date(Date.parse(START) + 3_600_000),
      Period: 60,
      Statistics: ["Sum", "Maximum", "SampleCount"],
    });
    return Datapoints.map((point) => ({
      ...point,
      minute: (Number(point.Timestamp) - Date.parse(START)) / 60_000,
    })).sort((a, b) => a.minute - b.minute);
  };
  const readSums = async (metric: string): Promise<(number | undefined)[][]> =>
    (await readPoints(metric)).map(({ minute, Sum }) => [minute, Sum]);

  it("count incoming and delivered records minute by minute", async () => {
    await makeBucket();
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    await put("s", "abc");
    await putAll("s", ["de", "f"]);
    await cloud.advance(59);
    await put("s", "ghij");
    await cloud.advance(121);
    expect(await readSums("IncomingRecords")).to.deep.equal([
      [0, 3],
      [1, 1],
    ]);
    expect(await readSums("IncomingBytes")).to.deep.equal([
      [0, 6],
      [1, 4],
    ]);
    expect(await readSums("IncomingPutRequests")).to.deep.equal([
      [0, 2],
      [1, 1],
    ]);
    expect(await readSums("PutRecord.Requests")).to.deep.equal([
      [0, 1],
      [1, 1],
    ]);
    expect(await readSums("PutRecordBatch.Records")).to.deep.equal([[0, 2]]);
    expect(await readSums("DeliveryToS3.Records")).to.deep.equal([[1, 4]]);
    expect(await readSums("DeliveryToS3.Bytes")).to.deep.equal([[1, 10]]);
    expect(await readSums("DeliveryToS3.Success")).to.deep.equal([[1, 1]]);
    expect(await readSums("DeliveryToS3.ObjectCount")).to.deep.equal([[1, 1]]);
    expect((await readPoints("DeliveryToS3.DataFreshness")).map(({ Maximum, Unit }) => [Maximum, Unit])).to.deep.equal([
      [60, "Seconds"],
    ]);
    expect((await readPoints("BytesPerSecondLimit"))[0]?.Maximum).to.equal(5 * 1024 * 1024);
  });
  it("count throttled records", async () => {
    await create("s");
    const Records = Array.from({ length: 8 }, () => ({ Data: Buffer.alloc(512 * 1024) }));
    for (let n = 0; n < 2; n++) await cloud.firehose.putRecordBatch({ DeliveryStreamName: "s", Records });
    expect(await readSums("ThrottledRecords")).to.deep.equal([[0, 6]]);
    expect(await readSums("IncomingRecords")).to.deep.equal([[0, 10]]);
  });
  it("show failed deliveries, and the growing age of data", async () => {
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    await put("s", "abc");
    await cloud.advance(65);
    expect((await readPoints("DeliveryToS3.Success")).map(({ Sum, SampleCount }) => [Sum, SampleCount])).to.deep.equal([
      [0, 2],
    ]);
    expect((await readPoints("DeliveryToS3.DataFreshness")).map(({ Maximum }) => Maximum)).to.deep.equal([65]);
    expect(await readSums("DeliveryToS3.Records")).to.deep.equal([]);
  });
  it("count records read from Kinesis", async () => {
    await cloud.kinesis.createStream({ StreamName: "trips", ShardCount: 1 });
    await cloud.advance(1);
    await create("s", {}, READING_TRIPS);
    await cloud.kinesis.send(new PutIntoKinesis({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("abc") }));
    await cloud.advance(1);
    expect(await readSums("DataReadFromKinesisStream.Records")).to.deep.equal([[0, 1]]);
    expect(await readSums("DataReadFromKinesisStream.Bytes")).to.deep.equal([[0, 3]]);
    expect((await readPoints("KinesisMillisBehindLatest"))[0]?.Maximum).to.equal(0);
  });
  it("are saved at the end of their minute", async () => {
    await create("s");
    await put("s", "abc");
    await cloud.advance(60);
    await cloud.restart();
    expect(await readSums("IncomingRecords")).to.deep.equal([[0, 1]]);
    const { Metrics = [] } = await cloud.cloudwatch.listMetrics({
      Namespace: "AWS/Firehose",
      MetricName: "IncomingRecords",
    });
    expect(Metrics).to.deep.equal([
      {
        Namespace: "AWS/Firehose",
        MetricName: "IncomingRecords",
        Dimensions: [{ Name: "DeliveryStreamName", Value: "s" }],
      },
    ]);
  });
});

describe("Firehose's metric names and units (FH-106)", () => {
  let messages: string[];
  const source = {
    count: (at: number, figures: readonly Measurement[]) =>
      messages.push(...figures.map(({ name, value, unit }) => `${at} ${name} ${value} ${unit}`)),
  };
  const metrics = new StreamMetrics(
    { createSource: () => source } as unknown as ConstructorParameters<typeof StreamMetrics>[0],
    "s",
  );
  /** 600 bytes of three records, the oldest at 1 s, closed a minute later. */
  const createClosedBuffer = (
    kind: ClosedBuffer["route"]["kind"],
    keys?: ClosedBuffer["route"]["keys"],
  ): ClosedBuffer =>
    ({ route: { kind, keys }, buffer: { records: 3, bytes: 600, oldestAt: 1_000 }, closedAt: 61_000 }) as ClosedBuffer;
  beforeEach(() => {
    messages = [];
  });

  it("give an object's size, the age of its oldest record, and its partition's bytes per second", () => {
    metrics.noteDelivered(71_000, createClosedBuffer("data", { id: "1" }));
    expect(messages).to.deep.equal([
      "71000 DeliveryToS3.Records 3 Count",
      "71000 DeliveryToS3.Bytes 600 Bytes",
      "71000 DeliveryToS3.Success 1 Count",
      "71000 DeliveryToS3.DataFreshness 70 Seconds",
      "71000 DeliveryToS3.ObjectCount 1 Count",
      "71000 PerPartitionThroughput 10 Bytes/Second",
    ]);
  });
  it("give the same for a backup, and nothing for failed records", () => {
    metrics.noteDelivered(71_000, createClosedBuffer("backup"));
    metrics.noteDelivered(71_000, createClosedBuffer("failed"));
    expect(messages).to.deep.equal([
      "71000 BackupToS3.Records 3 Count",
      "71000 BackupToS3.Bytes 600 Bytes",
      "71000 BackupToS3.Success 1 Count",
      "71000 BackupToS3.DataFreshness 70 Seconds",
    ]);
  });
  it("report a failed delivery for an object that S3 rejects, and the age of its records", () => {
    for (const kind of ["data", "backup"] as const) metrics.noteRefused(3_000, createClosedBuffer(kind));
    expect(messages).to.deep.equal([
      "3000 DeliveryToS3.Success 0 Count",
      "3000 DeliveryToS3.DataFreshness 2 Seconds",
      "3000 BackupToS3.Success 0 Count",
      "3000 BackupToS3.DataFreshness 2 Seconds",
    ]);
  });
  it("report what happened to records in flight", () => {
    metrics.noteDecompressed(1, { succeeded: [5, 6], failed: [7] });
    metrics.noteTransformed(2, { durationMs: 9, isSuccess: true, records: 3, bytes: 30 });
    metrics.noteTransformed(2, { durationMs: 8, isSuccess: false, records: 0, bytes: 0 });
    metrics.noteQueried(3, 4);
    metrics.noteConverted(4, { succeeded: [1, 2], failed: [3, 4, 5] });
    metrics.notePartitions(5, 12);
    metrics.notePartitionsExceeded(6);
    expect(messages).to.deep.equal([
      "1 OutputDecompressedBytes.Success 11 Bytes",
      "1 OutputDecompressedRecords.Success 2 Count",
      "1 OutputDecompressedBytes.Failed 7 Bytes",
      "1 OutputDecompressedRecords.Failed 1 Count",
      "2 ExecuteProcessing.Duration 9 Milliseconds",
      "2 ExecuteProcessing.Success 1 Count",
      "2 SucceedProcessing.Records 3 Count",
      "2 SucceedProcessing.Bytes 30 Bytes",
      "2 ExecuteProcessing.Duration 8 Milliseconds",
      "2 ExecuteProcessing.Success 0 Count",
      "2 SucceedProcessing.Records 0 Count",
      "2 SucceedProcessing.Bytes 0 Bytes",
      "3 JQProcessing.Duration 4 Milliseconds",
      "4 SucceedConversion.Records 2 Count",
      "4 SucceedConversion.Bytes 3 Bytes",
      "4 FailedConversion.Records 3 Count",
      "4 FailedConversion.Bytes 12 Bytes",
      "5 PartitionCount 12 Count",
      "5 PartitionCountExceeded 0 Count",
      "6 PartitionCountExceeded 1 Count",
    ]);
  });
});

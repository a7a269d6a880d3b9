import { GetMetricStatisticsCommand, ListMetricsCommand, type Datapoint } from "@aws-sdk/client-cloudwatch";
import { PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { CreateStreamCommand, PutRecordCommand as PutIntoKinesis } from "@aws-sdk/client-kinesis";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { START, useCloud } from "../../testing/use-cloud";
import { deliveryTools, ROLE } from "./testing/delivery-streams";

describe("firehose metrics (FH-106)", () => {
  const data = mkdtempSync(join(tmpdir(), "firehose-"));
  const cloud = useCloud({ data });
  afterEach(() => rmSync(data, { recursive: true, force: true }));
  const { makeBucket, create, put, putAll } = deliveryTools(cloud);
  const points = async (MetricName: string): Promise<(Datapoint & { readonly minute: number })[]> => {
    const { Datapoints = [] } = await cloud.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/Firehose",
        MetricName,
        Dimensions: [{ Name: "DeliveryStreamName", Value: "s" }],
        StartTime: new Date(START),
        EndTime: new Date(Date.parse(START) + 3_600_000),
        Period: 60,
        Statistics: ["Sum", "Maximum", "SampleCount"],
      }),
    );
    return Datapoints.map((point) => ({
      ...point,
      minute: (Number(point.Timestamp) - Date.parse(START)) / 60_000,
    })).sort((a, b) => a.minute - b.minute);
  };
  const sums = async (metric: string): Promise<(number | undefined)[][]> =>
    (await points(metric)).map(({ minute, Sum }) => [minute, Sum]);

  it("count what comes in, minute by minute, and what is delivered", async () => {
    await makeBucket();
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    await put("s", "abc");
    await putAll("s", ["de", "f"]);
    await cloud.advance(59);
    await put("s", "ghij");
    await cloud.advance(121);
    expect(await sums("IncomingRecords")).to.deep.equal([
      [0, 3],
      [1, 1],
    ]);
    expect(await sums("IncomingBytes")).to.deep.equal([
      [0, 6],
      [1, 4],
    ]);
    expect(await sums("IncomingPutRequests")).to.deep.equal([
      [0, 2],
      [1, 1],
    ]);
    expect(await sums("PutRecord.Requests")).to.deep.equal([
      [0, 1],
      [1, 1],
    ]);
    expect(await sums("PutRecordBatch.Records")).to.deep.equal([[0, 2]]);
    expect(await sums("DeliveryToS3.Records")).to.deep.equal([[1, 4]]);
    expect(await sums("DeliveryToS3.Bytes")).to.deep.equal([[1, 10]]);
    expect(await sums("DeliveryToS3.Success")).to.deep.equal([[1, 1]]);
    expect(await sums("DeliveryToS3.ObjectCount")).to.deep.equal([[1, 1]]);
    expect((await points("DeliveryToS3.DataFreshness")).map(({ Maximum, Unit }) => [Maximum, Unit])).to.deep.equal([
      [60, "Seconds"],
    ]);
    expect((await points("BytesPerSecondLimit"))[0]?.Maximum).to.equal(5 * 1024 * 1024);
  });
  it("count what is throttled", async () => {
    await create("s");
    const Records = Array.from({ length: 8 }, () => ({ Data: Buffer.alloc(512 * 1024) }));
    for (let n = 0; n < 2; n++)
      await cloud.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: "s", Records }));
    expect(await sums("ThrottledRecords")).to.deep.equal([[0, 6]]);
    expect(await sums("IncomingRecords")).to.deep.equal([[0, 10]]);
  });
  it("show deliveries that fail, and how old the data grows", async () => {
    await create("s", { BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 } });
    await put("s", "abc");
    await cloud.advance(65);
    expect((await points("DeliveryToS3.Success")).map(({ Sum, SampleCount }) => [Sum, SampleCount])).to.deep.equal([
      [0, 2],
    ]);
    expect((await points("DeliveryToS3.DataFreshness")).map(({ Maximum }) => Maximum)).to.deep.equal([65]);
    expect(await sums("DeliveryToS3.Records")).to.deep.equal([]);
  });
  it("count what is read from Kinesis", async () => {
    await cloud.kinesis.send(new CreateStreamCommand({ StreamName: "trips", ShardCount: 1 }));
    await cloud.advance(1);
    await create(
      "s",
      {},
      {
        DeliveryStreamType: "KinesisStreamAsSource",
        KinesisStreamSourceConfiguration: {
          KinesisStreamARN: "arn:aws:kinesis:us-east-1:000000000000:stream/trips",
          RoleARN: ROLE,
        },
      },
    );
    await cloud.kinesis.send(new PutIntoKinesis({ StreamName: "trips", PartitionKey: "k", Data: Buffer.from("abc") }));
    await cloud.advance(1);
    expect(await sums("DataReadFromKinesisStream.Records")).to.deep.equal([[0, 1]]);
    expect(await sums("DataReadFromKinesisStream.Bytes")).to.deep.equal([[0, 3]]);
    expect((await points("KinesisMillisBehindLatest"))[0]?.Maximum).to.equal(0);
  });
  it("are on disk when their minute is over", async () => {
    await create("s");
    await put("s", "abc");
    await cloud.advance(60);
    await cloud.restart();
    expect(await sums("IncomingRecords")).to.deep.equal([[0, 1]]);
    const { Metrics = [] } = await cloud.cloudwatch.send(
      new ListMetricsCommand({ Namespace: "AWS/Firehose", MetricName: "IncomingRecords" }),
    );
    expect(Metrics).to.deep.equal([
      {
        Namespace: "AWS/Firehose",
        MetricName: "IncomingRecords",
        Dimensions: [{ Name: "DeliveryStreamName", Value: "s" }],
      },
    ]);
  });
});

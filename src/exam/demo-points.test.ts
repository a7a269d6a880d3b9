import { Kinesis } from "@aws-sdk/client-kinesis";
import { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createS3Bucket } from "../aws/create-s3-bucket";
import { metricEvents } from "../generators/metric-events";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import { createDemoPoints, proveEmpty } from "./demo-points";
import { readDemoState, type Demo } from "./demo-state";
import { renderDemoPage } from "./write-demo-report";

const DELIVERY = {
  inputStream: "ada-metrics",
  outputStream: "ada-aggregates",
  firehoseName: "ada-delivery",
  bucketName: "ada-aggregates-000000000000",
};
const DEMO: Demo = {
  student: "ada",
  delivery: DELIVERY,
  application: "ada-windows",
  checkpoint: ".labs/checkpoints/no-such-file.json",
  table: "aggregates",
  query: { sql: "SELECT 1 AS one", database: "default", outputLocation: "s3://ada-aggregates-000000000000/answers/" },
  optionB: "WATERMARK … TUMBLE",
};

describe("the points of the demonstration", () => {
  const lab = useLabCloud();
  captureOutput();
  let folder: string;
  before(async () => {
    folder = createTemporaryFolder();
    for (const StreamName of [DELIVERY.inputStream, DELIVERY.outputStream])
      await new Kinesis({}).createStream({ StreamName, ShardCount: 1 });
    await createS3Bucket({ bucketName: DELIVERY.bucketName, region: "us-east-1" });
    await lab.cloud.clock.advance(10);
  });
  const put = (StreamName: string, data: object) =>
    new Kinesis({}).putRecord({ StreamName, PartitionKey: "k", Data: Buffer.from(JSON.stringify(data)) });
  const createPoints = async (demo: Demo) => createDemoPoints(demo, await readDemoState(demo, folder));
  const createHolding = async (demo: Demo) =>
    (await createPoints(demo)).filter(({ holds }) => holds).map(({ point }) => point);
  const createEmpty = async (stored = folder) =>
    (await proveEmpty(DELIVERY, stored)).map(({ holds, proof }) => ({ holds, proof }));

  it("prove that streams and bucket are empty, at that time", async () => {
    expect(await createEmpty()).to.deep.equal([
      {
        holds: true,
        proof:
          "ada-metrics: 0 records at 2030-01-01 00:00:10 UTC; ada-aggregates: 0 records at 2030-01-01 00:00:10 UTC",
      },
      { holds: true, proof: "ada-aggregates-000000000000: 0 objects at 2030-01-01 00:00:10 UTC" },
    ]);
  });
  it("fail for what doesn't exist, and say what was found", async () => {
    expect(await createHolding(DEMO)).to.deep.equal([1, 2, 3, 8, 10]);
    const found = await createPoints(DEMO);
    expect(found.find(({ point }) => point === 5)?.proof).to.equal("ada-delivery: from nothing to nothing");
    expect(found.find(({ point }) => point === 9)?.proof).to.include("missing: componentName");
  });
  it("fail under another name", async () => {
    expect(await createHolding({ ...DEMO, student: "grace" })).to.deep.equal([2, 8, 10]);
  });
  it("keep what was proven, with its time, after records and objects have arrived", async () => {
    await lab.cloud.clock.advance(3600);
    await put("ada-aggregates", {});
    await new S3({}).putObject({ Bucket: DELIVERY.bucketName, Key: "a", Body: "b" });
    // Athena has written the answers of the points above into the bucket, too.
    const [streams, bucket] = await createEmpty();
    expect(streams).to.deep.equal({
      holds: true,
      proof:
        "ada-metrics: 0 records at 2030-01-01 00:00:10 UTC; ada-aggregates: 0 records at 2030-01-01 00:00:10 UTC, 1 now",
    });
    expect(bucket?.holds).to.equal(true);
    expect(bucket?.proof).to.match(/^ada-aggregates-000000000000: 0 objects at 2030-01-01 00:00:10 UTC, \d+ now$/);
  });
  it("accept the first record and object, however old, if nothing was proven before", async () => {
    const other = join(folder, "other");
    const [streams, bucket] = await createEmpty(other);
    expect(streams?.holds).to.equal(false);
    expect(streams?.proof).to.include("ada-aggregates: 1 record, and it was never shown to be empty");
    expect(bucket?.holds).to.equal(false);
  });
  it("require aggregates, a checkpoint, and a managed application that names both streams", async () => {
    const checkpoint = join(folder, "ada-metrics.json");
    writeFileSync(checkpoint, JSON.stringify({ positions: { "shardId-000000000000": "1" } }));
    expect(await createHolding({ ...DEMO, checkpoint })).to.deep.equal([1, 2, 3, 8, 10]);
    await put("ada-aggregates", {
      ...{ componentName: "user-service", metricName: "cpu", unit: "percent", minValue: 1, maxValue: 9, avg: 5 },
      ...{ fromTimestamp: "2030-01-01T00:00:01.000Z", toTimestamp: "2030-01-01T00:00:59.000Z" },
    });
    expect(await createHolding({ ...DEMO, checkpoint })).to.deep.equal([1, 2, 3, 8, 10]);
    await new KinesisAnalyticsV2({}).createApplication({
      ApplicationName: "ada-windows",
      RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
      ServiceExecutionRole: "arn:aws:iam::000000000000:role/analytics",
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: "PLAINTEXT",
          CodeContent: { TextContent: "'stream' = 'ada-metrics'; 'stream' = 'ada-aggregates'" },
        },
      },
    });
    expect(await createHolding({ ...DEMO, checkpoint })).to.deep.equal([1, 2, 3, 4, 8, 10]);
  });
  it("have a picture each if the cloud shows one, with the figures as text", async () => {
    for (const event of metricEvents({ seed: 1, count: 20, from: new Date("2030-01-01T00:00:00Z") }))
      await put("ada-metrics", event);
    const state = await readDemoState(DEMO, folder);
    const row = {
      ...{ componentName: "user-service", metricName: "cpu", unit: "percent", minValue: "1.5", maxValue: "90" },
      ...{ fromTimestamp: "2030-01-01T00:00:01.000Z", toTimestamp: "2030-01-01T00:00:59.000Z" },
    };
    const full = {
      ...state,
      firehose: { "source stream": "ada-aggregates", bucket: DELIVERY.bucketName },
      tableLocation: `s3://${DELIVERY.bucketName}/`,
      partitions: [{ value: "user-service", location: `s3://${DELIVERY.bucketName}/user-service/` }],
      answer: { rows: [row], queryExecutionId: "q", bytesScanned: 9 },
    };
    const page = renderDemoPage(DEMO, full, "<svg></svg>");
    const pictured = [...page.matchAll(/<section id="point-(\d+)">(.*?)<\/section>/gs)].filter(([, , text]) =>
      /<figure><svg .*role="img"><title>[^<]+<\/title>/s.test(text ?? ""),
    );
    expect(pictured.map(([, point]) => Number(point))).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(page).to.contain("user-service: cpu in percent: 1 row, from 1.5 to 90");
    expect(page).to.match(/ada-metrics: 20 records, the first at 2030-01-01 01:\d\d:\d\d UTC/);
    // It stands alone: nothing is loaded, nothing runs.
    expect(page).to.not.match(/<script|<link|<img|\ssrc=|NaN|undefined/);
  });
  it("require a new proof for a new stream of the same name", async () => {
    await new Kinesis({}).deleteStream({ StreamName: "ada-metrics" });
    await lab.cloud.clock.advance(60);
    expect((await createEmpty())[0]?.proof).to.match(/^ada-metrics: not there/);
    await new Kinesis({}).createStream({ StreamName: "ada-metrics", ShardCount: 1 });
    await lab.cloud.clock.advance(10);
    await put("ada-metrics", {});
    expect((await createEmpty())[0]?.proof).to.match(/^ada-metrics: 1 record, and it was never shown to be empty/);
  });
});

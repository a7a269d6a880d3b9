import { CreateLogGroupCommand, CreateLogStreamCommand, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import {
  CreateApplicationSnapshotCommand,
  DescribeApplicationOperationCommand,
  KinesisAnalyticsV2Client,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { needsFlink } from "../../flink/testing/with-flink";
import { useCloud } from "../../testing/use-cloud";
import { detail, studio } from "./testing/studio";

const LOG_STREAM = "arn:aws:logs:us-east-1:000000000000:log-group:/g:log-stream:s";
const table = (name: string): string => `CREATE TABLE ${name} (n INT) WITH (
  'connector' = 'kinesis', 'stream' = '${name}', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'sink.flush-buffer.timeout' = '100', 'format' = 'json')`;
const NOTE = `%flink.ssql
${table("numbers")};
${table("tenfold")};
-- SELECTs are for looking
SELECT * FROM numbers;
INSERT INTO tenfold SELECT n * 10 AS n FROM numbers;`;

describe("kinesisanalyticsv2 on Flink", function () {
  this.timeout(300_000);
  needsFlink();
  const data = mkdtempSync(join(tmpdir(), "analytics-"));
  // Paced: the connector reads five times a second, and no more is let through.
  const cloud = useCloud({ data, speed: 1 });
  const api = (): KinesisAnalyticsV2Client => cloud.client(KinesisAnalyticsV2Client);
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  const put = (...numbers: readonly number[]) =>
    cloud.kinesis.send(
      new PutRecordsCommand({
        StreamName: "numbers",
        Records: numbers.map((n) => ({ PartitionKey: "k", Data: Buffer.from(JSON.stringify({ n })) })),
      }),
    );
  async function written(): Promise<number[]> {
    const place = {
      StreamName: "tenfold",
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    } as const;
    const { ShardIterator } = await cloud.kinesis.send(new GetShardIteratorCommand(place));
    const { Records = [] } = await cloud.kinesis.send(new GetRecordsCommand({ ShardIterator }));
    return Records.map(({ Data }) => (JSON.parse(Buffer.from(Data ?? "").toString()) as { n: number }).n);
  }
  /** Flink lives in real time: asked again until it is so; the test's own time limit ends it. */
  async function wait(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await pause(400);
  }
  const start = (RunConfiguration = {}) =>
    api().send(new StartApplicationCommand({ ApplicationName: "notes", RunConfiguration }));
  const stop = (Force = false) => api().send(new StopApplicationCommand({ ApplicationName: "notes", Force }));
  const status = async (): Promise<string | undefined> => (await detail(api(), "notes")).ApplicationStatus;
  async function logged(): Promise<string> {
    const { events = [] } = await cloud.logs.send(
      new GetLogEventsCommand({ logGroupName: "/g", logStreamName: "s", startFromHead: true }),
    );
    return events.map(({ message = "" }) => (JSON.parse(message) as { message: string }).message).join("\n");
  }
  beforeEach(async () => {
    for (const StreamName of ["numbers", "tenfold"])
      await cloud.kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: "/g" }));
    await cloud.logs.send(new CreateLogStreamCommand({ logGroupName: "/g", logStreamName: "s" }));
    await cloud.advance(1);
  });

  it("runs a note's SQL as it is on AWS, goes on after a restart from its checkpoint, and tells it in its log", async () => {
    await studio(api(), ["notes", NOTE], { CloudWatchLoggingOptions: [{ LogStreamARN: LOG_STREAM }] });
    const { OperationId } = await start();
    expect(await status()).to.equal("STARTING");
    await cloud.advance(1);
    expect(await status()).to.equal("RUNNING");
    const operation = { ApplicationName: "notes", OperationId };
    const { ApplicationOperationInfoDetails: how } = await api().send(
      new DescribeApplicationOperationCommand(operation),
    );
    expect(how).to.include({ Operation: "StartApplication", OperationStatus: "SUCCESSFUL" });
    await put(1, 2, 3);
    await wait(async () => (await written()).length === 3);
    await cloud.advance(60);
    const { Datapoints = [] } = await cloud.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "AWS/KinesisAnalytics",
        MetricName: "uptime",
        Dimensions: [{ Name: "Application", Value: "notes" }],
        StartTime: new Date("2030-01-01"),
        EndTime: new Date("2030-01-02"),
        Period: 60,
        Statistics: ["Maximum"],
      }),
    );
    expect(Datapoints[0]?.Maximum).to.be.greaterThan(0);
    const { lastCheckpoint } = await checkpointed();
    expect(lastCheckpoint).to.be.greaterThan(0);

    await cloud.restart();
    await put(4, 5);
    await cloud.advance(2);
    expect(await status()).to.equal("RUNNING");
    await wait(async () => (await written()).includes(50));
    // At least once: what comes twice is the same.
    expect([...new Set(await written())]).to.deep.equal([10, 20, 30, 40, 50]);
    expect(await logged())
      .to.include("The statement on line 7 only shows something")
      .and.to.match(/Job notes \(\w{32}\) switched from state CREATED to RUNNING/);
    await stop(true);
    expect(await status()).to.equal("FORCE_STOPPING");
    await cloud.advance(1);
    expect(await status()).to.equal("READY");
  });

  /** The number of checkpoints that the running job has finished, once it has one. */
  async function checkpointed(): Promise<{ readonly lastCheckpoint: number }> {
    const { cluster } = (await (await fetch(`${cloud.running.endpoint}/_lab/flink`)).json()) as { cluster: string };
    const { jobs } = (await (await fetch(`${cluster}/jobs`)).json()) as { jobs: readonly { id: string }[] };
    for (;;) {
      const { counts } = (await (await fetch(`${cluster}/jobs/${jobs[0]?.id}/checkpoints`)).json()) as {
        counts: { completed: number };
      };
      if (counts.completed > 1) return { lastCheckpoint: counts.completed };
      await pause(100);
    }
  }

  it("says with line and column why a note cannot run, and is READY again", async () => {
    const wrong = `${table("numbers")};\n${table("tenfold")};\nINSERT INTO tenfold\nSELECT nope FROM numbers`;
    await studio(api(), ["notes", wrong], { CloudWatchLoggingOptions: [{ LogStreamARN: LOG_STREAM }] });
    const { OperationId } = await start();
    await cloud.advance(1);
    expect(await status()).to.equal("READY");
    expect(await logged()).to.include("Line 8, column 8: Column 'nope' not found");
    const operation = { ApplicationName: "notes", OperationId };
    const { ApplicationOperationInfoDetails: how } = await api().send(
      new DescribeApplicationOperationCommand(operation),
    );
    expect(how?.OperationStatus).to.equal("FAILED");
    expect(how?.OperationFailureDetails?.ErrorInfo?.ErrorString).to.include("'nope' not found");

    // A change of a running application takes effect by itself.
    const text = (sql: string) => ({
      ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate: sql } },
    });
    const update = (version: number, sql: string) =>
      api().send(
        new UpdateApplicationCommand({
          ApplicationName: "notes",
          CurrentApplicationVersionId: version,
          ApplicationConfigurationUpdate: text(sql),
        }),
      );
    await update(1, NOTE);
    await start();
    await cloud.advance(1);
    expect(await status()).to.equal("RUNNING");
    await put(1);
    await wait(async () => (await written()).length > 0);
    await update(2, NOTE.replace("* 10", "* 100"));
    expect(await status()).to.equal("UPDATING");
    await cloud.advance(1);
    expect(await detail(api(), "notes")).to.include({ ApplicationStatus: "RUNNING", ApplicationVersionId: 3 });
    await put(2);
    await wait(async () => (await written()).includes(200));
    const snapshot = new CreateApplicationSnapshotCommand({ ApplicationName: "notes", SnapshotName: "s" });
    expect(
      await api()
        .send(snapshot)
        .catch(({ name }: Error) => name),
    ).to.equal("InvalidApplicationConfigurationException");
    await stop();
    await cloud.advance(1);
    expect(await status()).to.equal("READY");
  });
});

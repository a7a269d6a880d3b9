import type { Datapoint } from "@aws-sdk/client-cloudwatch";
import type * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitUntil } from "../../../../testing/until";
import { catchFault, catchFaultText } from "../../../../testing/use-cloud";
import { testFunctions } from "../../../lambda/testing/functions";
import { readDetail, ROLE, createSqlApplication, createStreamArn } from "../../testing/studio";
import { useFakeFlink } from "../../testing/use-fake-flink";
import { logStreamArn } from "../../testing/world";

const CODE = `CREATE OR REPLACE STREAM "OUT" (ticker VARCHAR(8));
CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT" SELECT STREAM "ticker" FROM "SOURCE_SQL_STREAM_001";`;
const OUTPUT = {
  ...{ Name: "OUT", KinesisStreamsOutput: { ResourceARN: createStreamArn("out") } },
  DestinationSchema: { RecordFormatType: "JSON" },
} as const;

/** How applications handle Flink's responses. The real responses are tested in running.test.ts. */
describe("analytics applications in SQL and their jobs", () => {
  const {
    flink,
    cloud,
    createClient: api,
    start,
    stop,
    readStatus: status,
    readOperation: operation,
    listSnapshots: snapshots,
    readLines: lines,
    log,
    remove,
  } = useFakeFlink();
  before(async () => {
    for (const StreamName of ["trades", "out"]) await cloud.kinesis.createStream({ StreamName, ShardCount: 1 });
    await cloud.advance(2);
  });

  it("start after a second, report Flink's metrics each minute, and stop with a savepoint", async () => {
    await createSqlApplication(api(), CODE, { Outputs: [OUTPUT] });
    await log("trades");
    await api().addApplicationCloudWatchLoggingOption({
      ...{ ApplicationName: "trades", CurrentApplicationVersionId: 1 },
      CloudWatchLoggingOption: { LogStreamARN: logStreamArn("trades") },
    });
    const started = await start("trades");
    expect(await status("trades")).to.equal("STARTING");
    expect(await catchFaultText(start("trades"))).to.match(
      /^ResourceInUseException: Cannot start .* in state STARTING\.$/,
    );
    await cloud.advance(0.9);
    expect(await operation("trades", started)).to.include({ OperationStatus: "IN_PROGRESS" });
    await cloud.advance(0.1);
    expect(await status("trades")).to.equal("RUNNING");
    expect(await operation("trades", started)).to.include({
      ...{ Operation: "StartApplication", OperationStatus: "SUCCESSFUL" },
    });
    const { properties, statements } = flink.last;
    expect(properties).to.include({
      ...{ "pipeline.name": "trades", "parallelism.default": "1" },
      ...{ "execution.checkpointing.interval": "1000 ms", "execution.checkpointing.min-pause": "0 ms" },
    });
    expect(properties).to.not.have.property("execution.state-recovery.path");
    expect(statements.at(-1)).to.match(/^INSERT INTO `OUT_OUTPUT_2\.1`/);
    await cloud.advance(61);
    const readFigure = async (MetricName: string): Promise<Datapoint | undefined> => {
      const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
        ...{ Namespace: "AWS/KinesisAnalytics", MetricName, Dimensions: [{ Name: "Application", Value: "trades" }] },
        ...{
          StartTime: new Date("2030-01-01"),
          EndTime: new Date("2030-01-02"),
          Period: 3600,
          Statistics: ["Maximum", "Sum"],
        },
      });
      return Datapoints[0];
    };
    for (const [name, value] of Object.entries({
      ...{ uptime: 60_000, downtime: 0, fullRestarts: 2, numberOfFailedCheckpoints: 3, KPUs: 1 },
      ...{ lastCheckpointDuration: 40, lastCheckpointSize: 500 },
    }))
      expect((await readFigure(name))?.Maximum, name).to.equal(value);
    // The metrics of the job's own code, four values a minute for each subtask.
    expect(await readFigure("words")).to.include({ Maximum: 7, Sum: 4 * (7 + 5) });
    expect(await readFigure("numRecordsIn")).to.equal(undefined);
    const stopped = await stop("trades");
    expect(await status("trades")).to.equal("STOPPING");
    expect(await catchFaultText(stop("trades"))).to.match(/^ResourceInUseException: Cannot stop /);
    await cloud.advance(1);
    expect(await status("trades")).to.equal("READY");
    expect(await operation("trades", stopped)).to.include({ OperationStatus: "SUCCESSFUL" });
    expect(flink.last.state).to.equal("FINISHED");
    expect(await snapshots("trades")).to.have.length(1);
    expect(await lines("trades")).to.deep.equal([
      "INFO Job trades (JOB) switched from state CREATED to RUNNING.",
      "INFO Job trades (JOB) switched from state RUNNING to FINISHED.",
    ]);
  });

  it("create snapshots while running, and start from the requested one", async () => {
    const named = { ApplicationName: "trades", SnapshotName: "mine" };
    const take = () => api().createApplicationSnapshot(named);
    const readSnapshot = async (): Promise<Partial<sdk.SnapshotDetails>> =>
      (await api().describeApplicationSnapshot(named)).SnapshotDetails ?? {};
    expect(await catchFaultText(take())).to.match(/^ResourceInUseException: Cannot take a snapshot of /);
    const from = async (
      type?: sdk.ApplicationRestoreType,
      SnapshotName?: string,
      starting?: sdk.InputStartingPosition,
    ) => {
      await start("trades", {
        ...(type === undefined
          ? {}
          : {
              ApplicationRestoreConfiguration: { ApplicationRestoreType: type, ...(SnapshotName && { SnapshotName }) },
            }),
        ...(starting === undefined
          ? {}
          : {
              SqlRunConfigurations: [
                { InputId: "1.1", InputStartingPositionConfiguration: { InputStartingPosition: starting } },
              ],
            }),
      });
      await cloud.advance(1);
      expect(await status("trades")).to.equal("RUNNING");
      return flink.last.properties["execution.state-recovery.path"];
    };
    const [first] = await snapshots("trades");
    expect(first).to.include({ SnapshotStatus: "READY", ApplicationVersionId: 2 });
    expect(await from("RESTORE_FROM_LATEST_SNAPSHOT")).to.equal("file:///savepoints/s1");
    await take();
    expect(await readSnapshot()).to.include({ SnapshotStatus: "CREATING", RuntimeEnvironment: "SQL-1_0" });
    expect((await catchFault(take())).name).to.equal("ResourceInUseException");
    await cloud.advance(1);
    expect(await readSnapshot()).to.include({ SnapshotStatus: "READY", SnapshotName: "mine" });
    expect((await snapshots("trades")).map(({ SnapshotName }) => SnapshotName)).to.deep.equal([
      ...["mine", first?.SnapshotName],
    ]);
    await stop("trades");
    await cloud.advance(1);
    expect(await from("RESTORE_FROM_CUSTOM_SNAPSHOT", "mine")).to.equal("file:///savepoints/s2");
    await stop("trades");
    await cloud.advance(1);
    expect(await from(undefined, undefined, "LAST_STOPPED_POINT")).to.equal("file:///savepoints/s4");
    await stop("trades");
    await cloud.advance(1);
    expect(await from("SKIP_RESTORE_FROM_SNAPSHOT")).to.equal(undefined);
    flink.savepointFailure =
      "java.lang.Exception: no\n\tat x\nCaused by: java.io.IOException: the disk is full\n\tat y";
    await api().createApplicationSnapshot({ ...named, SnapshotName: "failed" });
    await cloud.advance(1);
    expect((await snapshots("trades"))[0]).to.include({ SnapshotName: "failed", SnapshotStatus: "FAILED" });
    expect((await lines("trades")).at(-1)).to.equal("ERROR Snapshot failed failed: the disk is full");
    // A stop whose savepoint fails is none.
    const stopped = await stop("trades");
    await cloud.advance(1);
    expect(await status("trades")).to.equal("RUNNING");
    expect(await operation("trades", stopped)).to.deep.include({
      ...{ OperationStatus: "FAILED", OperationFailureDetails: { ErrorInfo: { ErrorString: "the disk is full" } } },
    });
    expect((await lines("trades")).at(-1)).to.equal("ERROR The snapshot for the stop failed: the disk is full");
    flink.savepointFailure = undefined;
    await stop("trades");
    await cloud.advance(1);
    expect(await status("trades")).to.equal("READY");
    const alone =
      "InvalidArgumentException: SnapshotName goes with RESTORE_FROM_CUSTOM_SNAPSHOT, and with no other type.";
    const refused: readonly (readonly [type: sdk.ApplicationRestoreType, name: string | undefined, refusal: string])[] =
      [
        ["RESTORE_FROM_CUSTOM_SNAPSHOT", undefined, alone],
        ["RESTORE_FROM_LATEST_SNAPSHOT", "mine", alone],
        ["RESTORE_FROM_CUSTOM_SNAPSHOT", "failed", "InvalidArgumentException: Snapshot failed is FAILED, not READY."],
        ["RESTORE_FROM_CUSTOM_SNAPSHOT", "none", "ResourceNotFoundException: Snapshot none was not found."],
      ];
    for (const [type, name, refusal] of refused) expect(await catchFaultText(from(type, name))).to.equal(refusal);
    const { SnapshotCreationTimestamp: created = new Date(0) } = await readSnapshot();
    const moveAway = (at: number) =>
      api().deleteApplicationSnapshot({ ...named, SnapshotCreationTimestamp: new Date(at) });
    for (const at of [created.getTime() - 1000, created.getTime() + 1000])
      expect((await catchFault(moveAway(at))).name).to.equal("InvalidArgumentException");
    await moveAway(created.getTime());
    expect(await readSnapshot()).to.include({ SnapshotStatus: "DELETING" });
    await cloud.advance(1);
    expect((await catchFault(readSnapshot())).name).to.equal("ResourceNotFoundException");
  });

  it("restart from a savepoint if updated while running", async () => {
    const { ApplicationVersionId: before = 0 } = await readDetail(api(), "trades");
    const update = async (more: Partial<sdk.UpdateApplicationCommandInput>) => {
      const { ApplicationVersionId } = await readDetail(api(), "trades");
      return api().updateApplication({
        ...{ ApplicationName: "trades", CurrentApplicationVersionId: ApplicationVersionId, ...more },
      });
    };
    const disabled = { ApplicationSnapshotConfigurationUpdate: { SnapshotsEnabledUpdate: false } };
    await start("trades");
    await cloud.advance(1);
    const startCount = flink.startedJobs.length;
    const first = await update({ ServiceExecutionRoleUpdate: "arn:aws:iam::000000000000:role/other" });
    expect(first.ApplicationDetail).to.include({ ApplicationStatus: "UPDATING", ApplicationVersionId: before + 1 });
    await cloud.advance(1);
    expect(await readDetail(api(), "trades")).to.include({
      ApplicationStatus: "RUNNING",
      ApplicationVersionId: before + 1,
    });
    expect(flink.startedJobs).to.have.length(startCount + 1);
    expect(flink.last.properties["execution.state-recovery.path"]).to.match(/^file:\/\/\/savepoints\/s\d+$/);
    expect(await operation("trades", first.OperationId ?? "")).to.deep.include({
      OperationStatus: "SUCCESSFUL",
      ApplicationVersionChangeDetails: {
        ...{ ApplicationVersionUpdatedFrom: before, ApplicationVersionUpdatedTo: before + 1 },
      },
    });
    await update({
      RunConfigurationUpdate: {
        ApplicationRestoreConfiguration: { ApplicationRestoreType: "SKIP_RESTORE_FROM_SNAPSHOT" },
      },
    });
    await cloud.advance(1);
    expect(flink.last.properties).to.not.have.property("execution.state-recovery.path");
    // Without snapshots the job is canceled, and what it knew is lost.
    await update({ ApplicationConfigurationUpdate: disabled });
    await cloud.advance(1);
    expect(flink.startedJobs.at(-2)?.state).to.equal("CANCELED");
    expect(
      (await catchFault(api().createApplicationSnapshot({ ApplicationName: "trades", SnapshotName: "x" }))).name,
    ).to.equal("InvalidApplicationConfigurationException");
    flink.refusal = (statement) => (statement.startsWith("INSERT") ? "org.apache.flink.X: no such table" : undefined);
    const last = await update({ ServiceExecutionRoleUpdate: "arn:aws:iam::000000000000:role/third" });
    await cloud.advance(1);
    expect(await status("trades")).to.equal("READY");
    expect(await operation("trades", last.OperationId ?? "")).to.include({ OperationStatus: "FAILED" });
    expect((await lines("trades")).at(-1)).to.match(/^ERROR no such table\nin the Flink SQL\nINSERT INTO/);
    await remove("trades");
  });

  /** Starts an SQL application with this output. @returns the folder into which Flink would write its rows */
  async function createWriting(name: string, to: Partial<sdk.Output>): Promise<string> {
    await log(name);
    await createSqlApplication(api(), CODE, { Outputs: [{ ...OUTPUT, KinesisStreamsOutput: undefined, ...to }] });
    await api().addApplicationCloudWatchLoggingOption({
      ...{ ApplicationName: "trades", CurrentApplicationVersionId: 1 },
      CloudWatchLoggingOption: { LogStreamARN: logStreamArn(name) },
    });
    await start("trades");
    await cloud.advance(1);
    const folder = /'path' = '([^']+)'/.exec(flink.last.statements.join("\n"))?.[1] ?? "";
    mkdirSync(folder, { recursive: true });
    return folder;
  }
  const countCalls = (name: string) =>
    cloud.running.journal.listAfter(0).filter(({ operation: item, outcome }) => item === name && outcome === "ok");
  const end = async (): Promise<void> => {
    await stop("trades");
    await cloud.advance(1);
    await remove("trades");
  };
  const ROWS = '{"TICKER":"A"}\n{"TICKER":"B"}\n';

  it("bring Flink's output to Firehose, and keep the rows that Firehose rejects", async () => {
    const ResourceARN = "arn:aws:firehose:us-east-1:000000000000:deliverystream/rows";
    const folder = await createWriting("rows", { KinesisFirehoseOutput: { ResourceARN } });
    writeFileSync(join(folder, "part-0"), ROWS);
    const refused = `ERROR ${ResourceARN} takes nothing: `;
    await waitUntil(async () => (await lines("rows")).some((item) => item.startsWith(refused)));
    await cloud.s3.createBucket({ Bucket: "rows" });
    await cloud.firehose.createDeliveryStream({
      DeliveryStreamName: "rows",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::rows", RoleARN: ROLE },
    });
    await cloud.advance(2);
    await waitUntil(async () => countCalls("PutRecordBatch").length > 0);
    await end();
    expect(countCalls("PutRecordBatch")).to.have.length(1);
  });

  it("bring Flink's output to a function, and retry until the function confirms it", async () => {
    await testFunctions(cloud).create(`let calls = 0;
      export const handler = async ({ records }) => {
        calls += 1;
        if (calls === 1) return null;
        if (calls === 2) return { records: "all" };
        const of = ({ recordId }, at) => ({ recordId, result: calls === 3 && at > 0 ? "DeliveryFailed" : "Ok" });
        return { records: [null, ...records.map(of)] };
      };`);
    const ResourceARN = "arn:aws:lambda:us-east-1:000000000000:function:f";
    const folder = await createWriting("function", { LambdaOutput: { ResourceARN } });
    writeFileSync(join(folder, "part-0"), ROWS);
    await waitUntil(async () => countCalls("Invoke").length > 3);
    await end();
    const messages = countCalls("Invoke").map(({ input }) => {
      // The border: what this application sends.
      const { Payload = "" } = input as { Payload?: string };
      const { applicationArn, records } = JSON.parse(Buffer.from(Payload, "base64").toString()) as {
        applicationArn: string;
        records: { data: string }[];
      };
      expect(applicationArn).to.equal("arn:aws:kinesisanalytics:us-east-1:000000000000:application/trades");
      return records.map(({ data: row }) => Buffer.from(row, "base64").toString());
    });
    const [a = "", b = ""] = ROWS.split("\n");
    expect(messages).to.deep.equal([[a, b], [a, b], [a, b], [b]]);
  });
});

import { CreateApplicationSnapshotCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { catchFault } from "../../../../testing/use-cloud";
import { readDetail, createStudio } from "../studio";
import { logStreamArn, type AnalyticsWorld } from "../world";

const createTable = (name: string): string => `CREATE TABLE ${name} (n INT) WITH (
  'connector' = 'kinesis', 'stream' = '${name}', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'sink.flush-buffer.timeout' = '100', 'format' = 'json')`;
const createNote = (from: string, to: string): string => `%flink.ssql
${createTable(from)};
${createTable(to)};
-- SELECTs are for looking
SELECT * FROM ${from};
INSERT INTO ${to} SELECT n * 10 AS n FROM ${from};`;
const createLogging = (name: string) => ({ CloudWatchLoggingOptions: [{ LogStreamARN: logStreamArn(name) }] });

/** Studio notebooks. The application `notes` is still running after these tests. */
export function describeStudioNotes({
  cloud,
  createClient: api,
  make,
  put,
  readRecords,
  wait,
  start,
  stop,
  readStatus,
  readLog,
}: AnalyticsWorld): void {
  const readNumbers = async (stream: string): Promise<unknown[]> => (await readRecords(stream)).map(({ n }) => n);
  const readOperation = async (ApplicationName: string, OperationId: string | undefined) =>
    (await api().describeApplicationOperation({ ApplicationName, OperationId })).ApplicationOperationInfoDetails;

  it("run a note's SQL as on AWS, and show it in logs and metrics", async () => {
    await make({ streams: ["noted", "tenfold"], log: "notes" });
    await createStudio(api(), ["notes", createNote("noted", "tenfold")], createLogging("notes"));
    const { OperationId } = await start("notes");
    expect(await readStatus("notes")).to.equal("STARTING");
    await cloud.advance(1);
    expect(await readStatus("notes")).to.equal("RUNNING");
    expect(await readOperation("notes", OperationId)).to.include({
      Operation: "StartApplication",
      OperationStatus: "SUCCESSFUL",
    });
    await put("noted", { n: 1 }, { n: 2 }, { n: 3 });
    await wait(async () => (await readNumbers("tenfold")).length === 3);
    await cloud.advance(60);
    const { Datapoints = [] } = await cloud.cloudwatch.getMetricStatistics({
      Namespace: "AWS/KinesisAnalytics",
      MetricName: "uptime",
      Dimensions: [{ Name: "Application", Value: "notes" }],
      StartTime: new Date("2030-01-01"),
      EndTime: new Date("2030-01-02"),
      Period: 60,
      Statistics: ["Maximum"],
    });
    expect(Datapoints[0]?.Maximum).to.be.greaterThan(0);
    expect(await readLog("notes"))
      .to.include("The statement on line 7 only shows something")
      .and.to.match(/Job notes \(\w{32}\) switched from state CREATED to RUNNING/);
    const snapshot = new CreateApplicationSnapshotCommand({ ApplicationName: "notes", SnapshotName: "s" });
    expect((await catchFault(api().send(snapshot))).name).to.equal("InvalidApplicationConfigurationException");
  });

  it("report line and column if a note can't run, are READY again, and accept updates while running", async () => {
    await make({ streams: ["changed", "changes"], log: "changing" });
    const wrong = `${createTable("changed")};\n${createTable("changes")};\nINSERT INTO changes\nSELECT nope FROM changed`;
    await createStudio(api(), ["changing", wrong], createLogging("changing"));
    const { OperationId } = await start("changing");
    await cloud.advance(1);
    expect(await readStatus("changing")).to.equal("READY");
    expect(await readLog("changing")).to.include("Line 8, column 8: Column 'nope' not found");
    const how = await readOperation("changing", OperationId);
    expect(how?.OperationStatus).to.equal("FAILED");
    expect(how?.OperationFailureDetails?.ErrorInfo?.ErrorString).to.include("'nope' not found");

    const update = (CurrentApplicationVersionId: number, TextContentUpdate: string) =>
      api().updateApplication({
        ApplicationName: "changing",
        CurrentApplicationVersionId,
        ApplicationConfigurationUpdate: {
          ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate } },
        },
      });
    const note = createNote("changed", "changes");
    await update(1, note);
    await start("changing");
    await cloud.advance(1);
    expect(await readStatus("changing")).to.equal("RUNNING");
    await put("changed", { n: 1 });
    await wait(async () => (await readRecords("changes")).length > 0);
    await update(2, note.replace("* 10", "* 100"));
    expect(await readStatus("changing")).to.equal("UPDATING");
    await cloud.advance(1);
    expect(await readDetail(api(), "changing")).to.include({ ApplicationStatus: "RUNNING", ApplicationVersionId: 3 });
    await put("changed", { n: 2 });
    await wait(async () => (await readNumbers("changes")).includes(200));
    await stop("changing", true);
    expect(await readStatus("changing")).to.equal("FORCE_STOPPING");
    await cloud.advance(1);
    expect(await readStatus("changing")).to.equal("READY");
  });
}

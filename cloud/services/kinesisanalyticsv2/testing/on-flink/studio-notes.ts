import { CreateApplicationSnapshotCommand } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { faultOf } from "../../../../testing/use-cloud";
import { detail, studio } from "../studio";
import { logStreamArn, type World } from "../world";

const table = (name: string): string => `CREATE TABLE ${name} (n INT) WITH (
  'connector' = 'kinesis', 'stream' = '${name}', 'aws.region' = 'us-east-1',
  'scan.stream.initpos' = 'TRIM_HORIZON', 'sink.flush-buffer.timeout' = '100', 'format' = 'json')`;
const noteOf = (from: string, to: string): string => `%flink.ssql
${table(from)};
${table(to)};
-- SELECTs are for looking
SELECT * FROM ${from};
INSERT INTO ${to} SELECT n * 10 AS n FROM ${from};`;
const logging = (name: string) => ({ CloudWatchLoggingOptions: [{ LogStreamARN: logStreamArn(name) }] });

/** Studio notebooks. The application `notes` is still running after these tests. */
export function studioNotes({ cloud, api, make, put, written, wait, start, stop, status, logged }: World): void {
  const numbers = async (stream: string): Promise<unknown[]> => (await written(stream)).map(({ n }) => n);
  const operation = async (ApplicationName: string, OperationId: string | undefined) =>
    (await api().describeApplicationOperation({ ApplicationName, OperationId })).ApplicationOperationInfoDetails;

  it("run a note's SQL as it is on AWS, and tell it in their log and metrics", async () => {
    await make({ streams: ["noted", "tenfold"], log: "notes" });
    await studio(api(), ["notes", noteOf("noted", "tenfold")], logging("notes"));
    const { OperationId } = await start("notes");
    expect(await status("notes")).to.equal("STARTING");
    await cloud.advance(1);
    expect(await status("notes")).to.equal("RUNNING");
    expect(await operation("notes", OperationId)).to.include({
      Operation: "StartApplication",
      OperationStatus: "SUCCESSFUL",
    });
    await put("noted", { n: 1 }, { n: 2 }, { n: 3 });
    await wait(async () => (await numbers("tenfold")).length === 3);
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
    expect(await logged("notes"))
      .to.include("The statement on line 7 only shows something")
      .and.to.match(/Job notes \(\w{32}\) switched from state CREATED to RUNNING/);
    const snapshot = new CreateApplicationSnapshotCommand({ ApplicationName: "notes", SnapshotName: "s" });
    expect((await faultOf(api().send(snapshot))).name).to.equal("InvalidApplicationConfigurationException");
  });

  it("say with line and column why a note cannot run, are READY again, and take a change while they run", async () => {
    await make({ streams: ["changed", "changes"], log: "changing" });
    const wrong = `${table("changed")};\n${table("changes")};\nINSERT INTO changes\nSELECT nope FROM changed`;
    await studio(api(), ["changing", wrong], logging("changing"));
    const { OperationId } = await start("changing");
    await cloud.advance(1);
    expect(await status("changing")).to.equal("READY");
    expect(await logged("changing")).to.include("Line 8, column 8: Column 'nope' not found");
    const how = await operation("changing", OperationId);
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
    const note = noteOf("changed", "changes");
    await update(1, note);
    await start("changing");
    await cloud.advance(1);
    expect(await status("changing")).to.equal("RUNNING");
    await put("changed", { n: 1 });
    await wait(async () => (await written("changes")).length > 0);
    await update(2, note.replace("* 10", "* 100"));
    expect(await status("changing")).to.equal("UPDATING");
    await cloud.advance(1);
    expect(await detail(api(), "changing")).to.include({ ApplicationStatus: "RUNNING", ApplicationVersionId: 3 });
    await put("changed", { n: 2 });
    await wait(async () => (await numbers("changes")).includes(200));
    await stop("changing", true);
    expect(await status("changing")).to.equal("FORCE_STOPPING");
    await cloud.advance(1);
    expect(await status("changing")).to.equal("READY");
  });
}

import {
  AddApplicationCloudWatchLoggingOptionCommand,
  CreateApplicationCommand,
  KinesisAnalyticsV2,
  type ParallelismConfigurationUpdate,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { createTemporaryFolder, useEmptyFolder } from "../../../../testing/temporary-folder";
import { catchFault, useCloud } from "../../../../testing/use-cloud";
import { readDetail, ROLE, createStudio } from "../../testing/studio";

const LOG_STREAM = "arn:aws:logs:us-east-1:000000000000:log-group:/g:log-stream:s";

describe("analytics applications", () => {
  const cloud = useCloud({ flink: createTemporaryFolder(), data: useEmptyFolder() });
  const createClient = (): KinesisAnalyticsV2 => cloud.createClient(KinesisAnalyticsV2);
  const ARN = "arn:aws:kinesisanalytics:us-east-1:000000000000:application/notes";

  it("are READY after creation, and described with their settings", async () => {
    const { ApplicationDetail: detail } = await createStudio(createClient(), ["notes", "SELECT 1"], {
      ApplicationDescription: "mine",
      CloudWatchLoggingOptions: [{ LogStreamARN: LOG_STREAM }],
    });
    expect(detail).to.deep.include({
      ApplicationARN: ARN,
      ApplicationDescription: "mine",
      ApplicationStatus: "READY",
      ApplicationVersionId: 1,
      ApplicationMode: "INTERACTIVE",
      CreateTimestamp: new Date("2030-01-01T00:00:00Z"),
      CloudWatchLoggingOptionDescriptions: [{ CloudWatchLoggingOptionId: "1.1", LogStreamARN: LOG_STREAM }],
    });
    expect(detail?.ApplicationConfigurationDescription).to.deep.include({
      ApplicationCodeConfigurationDescription: {
        CodeContentType: "PLAINTEXT",
        CodeContentDescription: { TextContent: "SELECT 1" },
      },
      ZeppelinApplicationConfigurationDescription: { MonitoringConfigurationDescription: { LogLevel: "INFO" } },
    });
    expect(detail?.ApplicationConfigurationDescription?.FlinkApplicationConfigurationDescription).to.deep.equal({
      CheckpointConfigurationDescription: {
        ConfigurationType: "CUSTOM",
        CheckpointingEnabled: true,
        CheckpointInterval: 500,
        MinPauseBetweenCheckpoints: 0,
      },
      MonitoringConfigurationDescription: {
        ConfigurationType: "DEFAULT",
        MetricsLevel: "APPLICATION",
        LogLevel: "INFO",
      },
      ParallelismConfigurationDescription: {
        ConfigurationType: "DEFAULT",
        Parallelism: 1,
        ParallelismPerKPU: 1,
        CurrentParallelism: 1,
        AutoScalingEnabled: false,
      },
    });
    expect(await readDetail(createClient(), "notes")).to.deep.equal(detail);
    expect((await catchFault(createStudio(createClient(), ["notes", "SELECT 1"]))).name).to.equal(
      "ResourceInUseException",
    );
  });

  it("are listed by name, page by page, and survive a restart", async () => {
    for (const name of ["c", "a", "b"]) await createStudio(createClient(), [name, "SELECT 1"]);
    await cloud.restart();
    const first = await createClient().listApplications({ Limit: 2 });
    expect(first.ApplicationSummaries?.map(({ ApplicationName }) => ApplicationName)).to.deep.equal(["a", "b"]);
    const next = await createClient().listApplications({ Limit: 2, NextToken: first.NextToken });
    expect(next.ApplicationSummaries).to.deep.equal([
      {
        ApplicationName: "c",
        ApplicationARN: ARN.replace("notes", "c"),
        ApplicationStatus: "READY",
        ApplicationVersionId: 1,
        RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
        ApplicationMode: "INTERACTIVE",
      },
    ]);
    expect(next.NextToken).to.equal(undefined);
    expect((await catchFault(createClient().listApplications({ NextToken: "x" }))).name).to.equal(
      "InvalidArgumentException",
    );
  });

  it("are updated only with their current version", async () => {
    const { ApplicationDetail } = await createStudio(createClient(), ["notes", "SELECT 1"]);
    const createText = (sql: string) => ({
      ApplicationCodeConfigurationUpdate: { CodeContentUpdate: { TextContentUpdate: sql } },
    });
    const update = (fields: object) => createClient().updateApplication({ ApplicationName: "notes", ...fields });
    const old = update({ CurrentApplicationVersionId: 2, ApplicationConfigurationUpdate: createText("SELECT 2") });
    expect((await catchFault(old)).name).to.equal("ConcurrentModificationException");
    expect((await catchFault(update({}))).name).to.equal("InvalidArgumentException");
    const { ConditionalToken } = ApplicationDetail ?? {};
    const changed = await update({ ConditionalToken, ApplicationConfigurationUpdate: createText("SELECT 2") });
    expect(changed.ApplicationDetail).to.include({ ApplicationVersionId: 2, ApplicationVersionUpdatedFrom: 1 });
    const again = update({ ConditionalToken, ApplicationConfigurationUpdate: createText("SELECT 3") });
    expect((await catchFault(again)).name).to.equal("ConcurrentModificationException");
    const { ApplicationConfigurationDescription: now } = await readDetail(createClient(), "notes");
    expect(now?.ApplicationCodeConfigurationDescription?.CodeContentDescription).to.deep.equal({
      TextContent: "SELECT 2",
    });
  });

  it("keep the Flink settings that an update doesn't mention", async () => {
    await createStudio(createClient(), ["notes", "SELECT 1"]);
    const update = (
      CurrentApplicationVersionId: number,
      ParallelismConfigurationUpdate: ParallelismConfigurationUpdate,
    ) =>
      createClient().updateApplication({
        ...{ ApplicationName: "notes", CurrentApplicationVersionId },
        ApplicationConfigurationUpdate: { FlinkApplicationConfigurationUpdate: { ParallelismConfigurationUpdate } },
      });
    await update(1, { ConfigurationTypeUpdate: "CUSTOM", ParallelismUpdate: 4, AutoScalingEnabledUpdate: true });
    await update(2, { ParallelismPerKPUUpdate: 2 });
    const { ApplicationConfigurationDescription: now } = await readDetail(createClient(), "notes");
    expect(now?.FlinkApplicationConfigurationDescription?.ParallelismConfigurationDescription).to.include({
      ...{ ConfigurationType: "CUSTOM", Parallelism: 4, ParallelismPerKPU: 2, AutoScalingEnabled: true },
    });
  });

  it("list their operations by the ids that calls returned", async () => {
    await createStudio(createClient(), ["notes", "SELECT 1"]);
    const CodeContentUpdate = { TextContentUpdate: "SELECT 2" };
    const { OperationId = "" } = await createClient().updateApplication({
      ApplicationName: "notes",
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: { ApplicationCodeConfigurationUpdate: { CodeContentUpdate } },
    });
    const ask = (ApplicationName: string, id: string) =>
      createClient().describeApplicationOperation({ ApplicationName, OperationId: id });
    expect((await ask("notes", OperationId)).ApplicationOperationInfoDetails).to.deep.equal({
      Operation: "UpdateApplication",
      StartTime: new Date("2030-01-01T00:00:00Z"),
      EndTime: new Date("2030-01-01T00:00:00Z"),
      OperationStatus: "SUCCESSFUL",
      ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
    });
    for (const call of [ask("notes", "nothing"), ask("none", OperationId)])
      expect((await catchFault(call)).name).to.equal("ResourceNotFoundException");
    for (const call of [ask("notes", ""), ask("notes", "x".repeat(65)), ask("a/b", OperationId)])
      expect((await catchFault(call)).name).to.equal("ValidationException");
  });

  it("have one log stream, and changing it counts as a new version", async () => {
    await createStudio(createClient(), ["notes", "SELECT 1"]);
    const option = { ApplicationName: "notes", CloudWatchLoggingOption: { LogStreamARN: LOG_STREAM } };
    const added = await createClient().addApplicationCloudWatchLoggingOption({
      ...option,
      CurrentApplicationVersionId: 1,
    });
    expect(added).to.deep.include({
      ApplicationVersionId: 2,
      CloudWatchLoggingOptionDescriptions: [{ CloudWatchLoggingOptionId: "1.1", LogStreamARN: LOG_STREAM }],
    });
    const wrong = { LogStreamARN: "arn:aws:s3:::b" };
    const refused = new AddApplicationCloudWatchLoggingOptionCommand({
      ...option,
      CloudWatchLoggingOption: wrong,
      CurrentApplicationVersionId: 2,
    });
    expect((await catchFault(createClient().send(refused))).name).to.equal("InvalidArgumentException");
    const removed = await createClient().deleteApplicationCloudWatchLoggingOption({
      ApplicationName: "notes",
      CurrentApplicationVersionId: 2,
      CloudWatchLoggingOptionId: "1.1",
    });
    expect(removed).to.deep.include({ ApplicationVersionId: 3, CloudWatchLoggingOptionDescriptions: [] });
  });

  it("have tags", async () => {
    await createStudio(createClient(), ["notes", "SELECT 1"], { Tags: [{ Key: "a", Value: "1" }, { Key: "b" }] });
    await createClient().tagResource({ ResourceARN: ARN, Tags: [{ Key: "c", Value: "3" }] });
    await createClient().untagResource({ ResourceARN: ARN, TagKeys: ["a"] });
    expect((await createClient().listTagsForResource({ ResourceARN: ARN })).Tags).to.deep.equal([
      { Key: "b", Value: "" },
      { Key: "c", Value: "3" },
    ]);
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}` }));
    expect((await catchFault(createClient().tagResource({ ResourceARN: ARN, Tags: many }))).name).to.equal(
      "TooManyTagsException",
    );
  });

  it("are deleted only with their creation time, and can be created again", async () => {
    const { ApplicationDetail } = await createStudio(createClient(), ["notes", "SELECT 1"]);
    const remove = (CreateTimestamp: Date | undefined) =>
      createClient().deleteApplication({ ApplicationName: "notes", CreateTimestamp });
    expect((await catchFault(remove(new Date(0)))).name).to.equal("InvalidArgumentException");
    await remove(ApplicationDetail?.CreateTimestamp);
    expect(await readDetail(createClient(), "notes")).to.include({ ApplicationStatus: "DELETING" });
    await cloud.advance(1);
    const deleted = createClient().describeApplication({ ApplicationName: "notes" });
    expect((await catchFault(deleted)).name).to.equal("ResourceNotFoundException");
    await createStudio(createClient(), ["notes", "SELECT 1"]);
  });

  it("report that Flink isn't set up when one is started, and stay READY", async () => {
    await createStudio(createClient(), ["notes", "SELECT 1"]);
    const fault = await catchFault(createClient().startApplication({ ApplicationName: "notes" }));
    expect(fault.message).to.include("npx labs flink");
    expect(await readDetail(createClient(), "notes")).to.include({ ApplicationStatus: "READY" });
    const stop = createClient().stopApplication({ ApplicationName: "notes" });
    expect((await catchFault(stop)).name).to.equal("ResourceInUseException");
  });

  it("have no snapshots at first, and create them only while running", async () => {
    await createStudio(createClient(), ["notes", "SELECT 1"]);
    const named = { ApplicationName: "notes", SnapshotName: "s" };
    const none = await createClient().listApplicationSnapshots({ ApplicationName: "notes" });
    expect(none.SnapshotSummaries).to.deep.equal([]);
    for (const call of [
      createClient().describeApplicationSnapshot(named),
      createClient().deleteApplicationSnapshot({ ...named, SnapshotCreationTimestamp: new Date(0) }),
    ])
      expect((await catchFault(call)).name).to.equal("ResourceNotFoundException");
    const taken = createClient().createApplicationSnapshot(named);
    expect((await catchFault(taken)).name).to.equal("ResourceInUseException");
  });

  for (const [title, fields, name] of [
    [
      "a mode that does not go with the runtime",
      { ApplicationMode: "STREAMING" },
      "InvalidApplicationConfigurationException",
    ],
    ["a runtime that is not there", { RuntimeEnvironment: "FLINK-1_8" }, "NotImplemented"],
    ["a name with a slash", { ApplicationName: "a/b" }, "ValidationException"],
  ] as const)
    it(`are rejected with ${title}`, async () => {
      const command = new CreateApplicationCommand({
        ApplicationName: "x",
        RuntimeEnvironment: "ZEPPELIN-FLINK-3_0",
        ServiceExecutionRole: ROLE,
        ...fields,
      });
      expect((await catchFault(createClient().send(command))).name).to.equal(name);
    });
});

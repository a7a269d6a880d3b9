import * as sdk from "@aws-sdk/client-kinesis-analytics-v2";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skipIf } from "../../../testing/skip";
import { findMemoryProblem } from "../../../flink/free-memory";
import { useCloud } from "../../../testing/use-cloud";
import { FakeFlink } from "./fake-flink";
import { readDetail } from "./studio";
import { logStreamArn } from "./world";

/** A statement that only shows something, between two that do something. */
export const NOTE = "CREATE TABLE a (n INT) WITH ('connector' = 'blackhole');\nSELECT 1;\nINSERT INTO a VALUES (1)";
const GROUP = "/applications";

/** A cloud for a describe, in which a stand-in answers in Flink's place, and what the tests ask of it. */
export function useFakeFlink() {
  before(function () {
    skipIf(this, process.platform === "win32" ? "Flink's place is taken by shells" : findMemoryProblem());
  });
  const data = mkdtempSync(join(tmpdir(), "lifecycle-"));
  const flink = new FakeFlink();
  const cloud = useCloud({ data, flink: flink.folder, confine: flink.confine }, "suite");
  after(async () => {
    await flink.remove();
    rmSync(data, { recursive: true, force: true });
  });
  const createClient = (): sdk.KinesisAnalyticsV2 => cloud.createClient(sdk.KinesisAnalyticsV2);
  before(() => cloud.logs.createLogGroup({ logGroupName: GROUP }));
  beforeEach(() => {
    flink.refusal = undefined;
    flink.savepointFailure = undefined;
    flink.firstState = "RUNNING";
  });
  const createLogging = (log: string) => ({ CloudWatchLoggingOptions: [{ LogStreamARN: logStreamArn(log) }] });
  const start = async (ApplicationName: string, RunConfiguration: sdk.RunConfiguration = {}): Promise<string> =>
    (await createClient().startApplication({ ApplicationName, RunConfiguration })).OperationId ?? "";
  const stop = async (ApplicationName: string, Force = false): Promise<string> =>
    (await createClient().stopApplication({ ApplicationName, Force })).OperationId ?? "";
  const readStatus = async (name: string) => (await readDetail(createClient(), name)).ApplicationStatus;
  const readOperation = async (ApplicationName: string, OperationId: string) =>
    (await createClient().describeApplicationOperation({ ApplicationName, OperationId }))
      .ApplicationOperationInfoDetails;
  const listSnapshots = async (ApplicationName: string) =>
    (await createClient().listApplicationSnapshots({ ApplicationName })).SnapshotSummaries ?? [];
  const readLines = async (logStreamName: string): Promise<string[]> => {
    const { events = [] } = await cloud.logs.getLogEvents({ logGroupName: GROUP, logStreamName, startFromHead: true });
    return events.map(({ message = "" }) => {
      const { messageType, message: output } = JSON.parse(message) as Record<string, string>;
      return `${messageType} ${output}`.replaceAll(/[0-9a-f]{32}/g, "JOB");
    });
  };
  const log = (logStreamName: string) => cloud.logs.createLogStream({ logGroupName: GROUP, logStreamName });
  const remove = async (ApplicationName: string): Promise<void> => {
    const { CreateTimestamp } = await readDetail(createClient(), ApplicationName);
    await createClient().deleteApplication({ ApplicationName, CreateTimestamp });
    await cloud.advance(1);
  };
  return {
    data,
    flink,
    cloud,
    createClient,
    createLogging,
    start,
    stop,
    readStatus,
    readOperation,
    listSnapshots,
    readLines,
    log,
    remove,
  };
}

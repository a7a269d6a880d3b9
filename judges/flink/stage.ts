import { setTimeout as pause } from "node:timers/promises";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { KinesisAnalyticsV2, type PropertyGroup } from "@aws-sdk/client-kinesis-analytics-v2";
import { NoSuchKey, S3 } from "@aws-sdk/client-s3";
import { createClients } from "../../bench/clients";
import { formatRole } from "../event-stage";
import type { JudgedCloud } from "../judge";
import { NAME } from "./properties";

/** How often the state of a cloud is read. Kinesis allows five reads of a shard a second. */
const LOOK_AGAIN_MS = 500;
/** How long a program may take to start, or to write its first output: some windows end after a minute. */
const MAX_MS = 120_000;
const CLASSES = {
  ...{ analytics: KinesisAnalyticsV2, cloudWatch: CloudWatch, firehose: Firehose, kinesis: Kinesis },
  ...{ logs: CloudWatchLogs, s3: S3 },
};

/** An application to run. */
interface Application {
  readonly name: string;
  readonly code: Buffer;
  readonly groups: PropertyGroup[];
}

/** Waits for a condition. Flink runs in real time, so the condition is polled. @throws Error if it takes too long */
export async function waitUntil(problem: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + MAX_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${problem} after ${MAX_MS / 1_000} s`);
    await pause(LOOK_AGAIN_MS);
  }
}

export type Stage = Awaited<ReturnType<typeof createStage>>;

/** The clients of an example's services, a bucket for code and data, and what examples have in common. */
export async function createStage(cloud: JudgedCloud) {
  const { account, clock } = cloud;
  const clients = createClients(CLASSES, cloud);
  const { analytics, firehose, kinesis, logs, s3 } = clients;
  await s3.createBucket({ Bucket: NAME });
  await logs.createLogGroup({ logGroupName: NAME });

  const createApplication = async ({ name, code, groups }: Application): Promise<void> => {
    const key = `code/${name}`;
    await s3.putObject({ Bucket: NAME, Key: key, Body: code });
    await logs.createLogStream({ logGroupName: NAME, logStreamName: name });
    const LogStreamARN = `arn:aws:logs:us-east-1:${account}:log-group:${NAME}:log-stream:${name}`;
    const S3ContentLocation = { BucketARN: `arn:aws:s3:::${NAME}`, FileKey: key };
    await analytics.createApplication({
      ...{ ApplicationName: name, RuntimeEnvironment: "FLINK-1_20", ServiceExecutionRole: formatRole(account) },
      CloudWatchLoggingOptions: [{ LogStreamARN }],
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: { CodeContentType: "ZIPFILE", CodeContent: { S3ContentLocation } },
        EnvironmentProperties: { PropertyGroups: groups },
        FlinkApplicationConfiguration: {
          // Files are complete at a checkpoint; by default there is one a minute.
          CheckpointConfiguration: { ConfigurationType: "CUSTOM", CheckpointInterval: 2_000 },
        },
      },
    });
  };
  /** @throws Error if an application ends instead, or takes too long */
  const waitForStatus = (ApplicationName: string, expected: "RUNNING" | "READY"): Promise<void> =>
    waitUntil(`not ${expected}`, async () => {
      const { ApplicationDetail } = await analytics.describeApplication({ ApplicationName });
      const status = ApplicationDetail?.ApplicationStatus;
      if (expected === "RUNNING" && status === "READY") throw new Error("it does not start");
      return status === expected;
    });
  const readLastError = async (logStreamName: string): Promise<readonly string[]> => {
    const { events = [] } = await logs.getLogEvents({ logGroupName: NAME, logStreamName, startFromHead: true });
    return events
      .map(({ message = "{}" }) => JSON.parse(message) as { readonly messageType?: string; readonly message?: string })
      .flatMap(({ messageType, message = "" }) => (messageType === "ERROR" ? [message] : []))
      .slice(-1);
  };

  return {
    ...clients,
    ...{ account, clock },

    /** Creates a Kinesis stream of one shard. */
    async createStream(StreamName: string): Promise<void> {
      await kinesis.createStream({ StreamName, ShardCount: 1 });
      await waitUntil("no active stream", async () => {
        const { StreamDescriptionSummary } = await kinesis.describeStreamSummary({ StreamName });
        return StreamDescriptionSummary?.StreamStatus === "ACTIVE";
      });
    },

    /** Creates a Firehose that delivers to the bucket each second. */
    async createDeliveryStream(DeliveryStreamName: string): Promise<void> {
      await firehose.createDeliveryStream({
        DeliveryStreamName,
        ExtendedS3DestinationConfiguration: {
          ...{ RoleARN: formatRole(account), BucketARN: `arn:aws:s3:::${NAME}`, Prefix: "delivered/" },
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 1 },
        },
      });
      await waitUntil("no active Firehose", async () => {
        const { DeliveryStreamDescription } = await firehose.describeDeliveryStream({ DeliveryStreamName });
        return DeliveryStreamDescription?.DeliveryStreamStatus === "ACTIVE";
      });
    },

    /** The texts of all records of a stream, in their order. */
    async readRecords(StreamName: string): Promise<readonly string[]> {
      const position = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" } as const;
      const { ShardIterator } = await kinesis.getShardIterator(position);
      const { Records = [] } = await kinesis.getRecords({ ShardIterator });
      return Records.map(({ Data }) => Buffer.from(Data ?? "").toString());
    },

    /** All objects below a prefix of the bucket, without those that are deleted meanwhile. */
    async readObjects(Prefix: string): Promise<readonly { readonly key: string; readonly bytes: Buffer }[]> {
      const { Contents = [] } = await s3.listObjectsV2({ Bucket: NAME, Prefix });
      const objects = Contents.map(async ({ Key = "" }) => {
        const found = await s3.getObject({ Bucket: NAME, Key }).catch((error: unknown) => {
          if (error instanceof NoSuchKey) return undefined;
          throw error;
        });
        return found && { key: Key, bytes: Buffer.from((await found.Body?.transformToByteArray()) ?? []) };
      });
      return (await Promise.all(objects)).filter((object) => object !== undefined);
    },

    /**
     * Creates and starts an application, looks at its work, stops it with a snapshot, and deletes it.
     *
     * @throws Error saying what is wrong, with the last error of the application's log
     */
    async run(application: Application, check: () => Promise<void>): Promise<void> {
      const name = { ApplicationName: application.name };
      await createApplication(application);
      try {
        await analytics.startApplication(name);
        await waitForStatus(application.name, "RUNNING");
        await check();
        await analytics.stopApplication(name);
        await waitForStatus(application.name, "READY");
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const text = [reason, ...(await readLastError(application.name))].join("; its log: ");
        throw new Error(text, { cause: error });
      }
      const { ApplicationDetail } = await analytics.describeApplication(name);
      await analytics.deleteApplication({ ...name, CreateTimestamp: ApplicationDetail?.CreateTimestamp });
    },
  };
}

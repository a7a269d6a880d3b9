import { setTimeout as pause } from "node:timers/promises";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { KinesisAnalyticsV2, type PropertyGroup } from "@aws-sdk/client-kinesis-analytics-v2";
import { NoSuchKey, S3 } from "@aws-sdk/client-s3";
import { startCloud, type Cloud } from "../../../cloud/index";
import { formatRole } from "../event-stage";
import { NAME } from "./properties";

/** How often the state of a cloud is read. Kinesis allows five reads of a shard a second. */
const LOOK_AGAIN_MS = 500;
/** How long a program may take to start, or to write its first output: some windows end after a minute. */
const MAX_MS = 120_000;

/** An application to run. */
interface Application {
  readonly name: string;
  readonly code: Buffer;
  readonly groups: PropertyGroup[];
}

/** A lab cloud with a Flink of its own, and the clients of an example's services. */
export class Stage {
  readonly kinesis: Kinesis;
  readonly firehose: Firehose;
  readonly s3: S3;
  readonly cloudWatch: CloudWatch;
  readonly clock: Cloud["clock"];
  readonly account: string;
  readonly #cloud: Cloud;
  readonly #logs: CloudWatchLogs;
  readonly #analytics: KinesisAnalyticsV2;

  private constructor(cloud: Cloud) {
    const config = { endpoint: cloud.endpoint, region: cloud.region, credentials: cloud.credentials };
    this.#cloud = cloud;
    this.account = cloud.account;
    this.clock = cloud.clock;
    this.kinesis = new Kinesis(config);
    this.firehose = new Firehose(config);
    this.s3 = new S3({ ...config, forcePathStyle: true });
    this.cloudWatch = new CloudWatch(config);
    this.#logs = new CloudWatchLogs(config);
    this.#analytics = new KinesisAnalyticsV2(config);
  }

  /** Starts a cloud with the bucket for code and data. */
  static async open(): Promise<Stage> {
    const stage = new Stage(await startCloud({ port: 0, allowCode: true, log: () => undefined }));
    await stage.s3.createBucket({ Bucket: NAME });
    await stage.#logs.createLogGroup({ logGroupName: NAME });
    return stage;
  }

  close(): Promise<void> {
    return this.#cloud.stop();
  }

  /** Creates a Kinesis stream of one shard. */
  async createStream(StreamName: string): Promise<void> {
    await this.kinesis.createStream({ StreamName, ShardCount: 1 });
    await this.waitUntil("no active stream", async () => {
      const { StreamDescriptionSummary } = await this.kinesis.describeStreamSummary({ StreamName });
      return StreamDescriptionSummary?.StreamStatus === "ACTIVE";
    });
  }

  /** Creates a Firehose that delivers to the bucket each second. */
  async createDeliveryStream(DeliveryStreamName: string): Promise<void> {
    await this.firehose.createDeliveryStream({
      DeliveryStreamName,
      ExtendedS3DestinationConfiguration: {
        RoleARN: formatRole(this.account),
        BucketARN: `arn:aws:s3:::${NAME}`,
        Prefix: "delivered/",
        BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 1 },
      },
    });
    await this.waitUntil("no active Firehose", async () => {
      const { DeliveryStreamDescription } = await this.firehose.describeDeliveryStream({ DeliveryStreamName });
      return DeliveryStreamDescription?.DeliveryStreamStatus === "ACTIVE";
    });
  }

  /** The texts of all records of a stream, in their order. */
  async readRecords(StreamName: string): Promise<readonly string[]> {
    const position = { StreamName, ShardId: "shardId-000000000000", ShardIteratorType: "TRIM_HORIZON" } as const;
    const { ShardIterator } = await this.kinesis.getShardIterator(position);
    const { Records = [] } = await this.kinesis.getRecords({ ShardIterator });
    return Records.map(({ Data }) => Buffer.from(Data ?? "").toString());
  }

  /** All objects below a prefix of the bucket, without those that are deleted meanwhile. */
  async readObjects(Prefix: string): Promise<readonly { readonly key: string; readonly bytes: Buffer }[]> {
    const { Contents = [] } = await this.s3.listObjectsV2({ Bucket: NAME, Prefix });
    const objects = Contents.map(async ({ Key = "" }) => {
      const found = await this.s3.getObject({ Bucket: NAME, Key }).catch((error: unknown) => {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      });
      return found && { key: Key, bytes: Buffer.from((await found.Body?.transformToByteArray()) ?? []) };
    });
    return (await Promise.all(objects)).filter((object) => object !== undefined);
  }

  /**
   * Creates and starts an application, looks at its work, stops it with a snapshot, and deletes it.
   *
   * @throws Error saying what is wrong, with the last error of the application's log
   */
  async run({ name, code, groups }: Application, check: () => Promise<void>): Promise<void> {
    await this.#create(name, code, groups);
    try {
      await this.#analytics.startApplication({ ApplicationName: name });
      await this.#waitForStatus(name, "RUNNING");
      await check();
      await this.#analytics.stopApplication({ ApplicationName: name });
      await this.#waitForStatus(name, "READY");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error([reason, ...(await this.#readErrors(name)).slice(-1)].join("; its log: "), { cause: error });
    }
    const { ApplicationDetail } = await this.#analytics.describeApplication({ ApplicationName: name });
    const CreateTimestamp = ApplicationDetail?.CreateTimestamp;
    await this.#analytics.deleteApplication({ ApplicationName: name, CreateTimestamp });
  }

  async #create(name: string, code: Buffer, PropertyGroups: PropertyGroup[]): Promise<void> {
    const key = `code/${name}`;
    await this.s3.putObject({ Bucket: NAME, Key: key, Body: code });
    await this.#logs.createLogStream({ logGroupName: NAME, logStreamName: name });
    const LogStreamARN = `arn:aws:logs:us-east-1:${this.account}:log-group:${NAME}:log-stream:${name}`;
    await this.#analytics.createApplication({
      ApplicationName: name,
      RuntimeEnvironment: "FLINK-1_20",
      ServiceExecutionRole: formatRole(this.account),
      CloudWatchLoggingOptions: [{ LogStreamARN }],
      ApplicationConfiguration: {
        ApplicationCodeConfiguration: {
          CodeContentType: "ZIPFILE",
          CodeContent: { S3ContentLocation: { BucketARN: `arn:aws:s3:::${NAME}`, FileKey: key } },
        },
        EnvironmentProperties: { PropertyGroups },
        FlinkApplicationConfiguration: {
          // Files are complete at a checkpoint; by default there is one a minute.
          CheckpointConfiguration: { ConfigurationType: "CUSTOM", CheckpointInterval: 2_000 },
        },
      },
    });
  }

  /** @throws Error if an application ends instead, or takes too long */
  #waitForStatus(ApplicationName: string, expected: "RUNNING" | "READY"): Promise<void> {
    return this.waitUntil(`not ${expected}`, async () => {
      const { ApplicationDetail } = await this.#analytics.describeApplication({ ApplicationName });
      const status = ApplicationDetail?.ApplicationStatus;
      if (expected === "RUNNING" && status === "READY") throw new Error("it does not start");
      return status === expected;
    });
  }

  async #readErrors(logStreamName: string): Promise<readonly string[]> {
    const { events = [] } = await this.#logs.getLogEvents({ logGroupName: NAME, logStreamName, startFromHead: true });
    return events
      .map(({ message = "{}" }) => JSON.parse(message) as { readonly messageType?: string; readonly message?: string })
      .filter(({ messageType }) => messageType === "ERROR")
      .map(({ message = "" }) => message);
  }

  /** Waits for a condition. Flink runs in real time, so the condition is polled. @throws Error if it takes too long */
  async waitUntil(problem: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + MAX_MS;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error(`${problem} after ${MAX_MS / 1_000} s`);
      await pause(LOOK_AGAIN_MS);
    }
  }
}

import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { startCloudProcess, type CloudProcess } from "../cloud-process";

/** Retention for the longest time: data must not expire by the jumps of the clock. */
const YEAR_HOURS = 8_760;
const FORTNIGHT_SECONDS = 1_209_600;
export const Bucket = "soak";
export const StreamName = "soak";
const SHARDS = 3;

/** A run of the cloud with clients of its own, whose connections can be cut. */
export interface Run {
  readonly cloud: CloudProcess;
  readonly kinesis: Kinesis;
  readonly sqs: SQS;
  readonly s3: S3;
}

/** Starts the cloud on a folder. */
export async function start(data: string): Promise<Run> {
  const cloud = await startCloudProcess(["--port", "0", "--data", data, "--speed", "0"]);
  return { cloud, ...createClients(cloud) };
}

/** New clients, with new connections. */
export function createClients({ clientConfig: config }: CloudProcess): Omit<Run, "cloud"> {
  return { kinesis: new Kinesis(config), sqs: new SQS(config), s3: new S3(config) };
}

/** Closes the clients, which cuts their connections. */
export function leave({ kinesis, sqs, s3 }: Run): void {
  for (const client of [kinesis, sqs, s3]) client.destroy();
}

/** Moves the cloud's clock on. */
export const jump = ({ cloud }: Run, seconds: number): Promise<unknown> => cloud.advance(seconds);

/** Makes a stream, a FIFO queue and a bucket. @returns the queue's path */
export async function prepare(run: Run): Promise<string> {
  await run.kinesis.createStream({ StreamName, ShardCount: SHARDS });
  await jump(run, 1);
  await run.kinesis.increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: YEAR_HOURS });
  await jump(run, 1);
  await run.s3.createBucket({ Bucket });
  const Attributes = { FifoQueue: "true", MessageRetentionPeriod: String(FORTNIGHT_SECONDS), VisibilityTimeout: "30" };
  const { QueueUrl = "" } = await run.sqs.createQueue({ QueueName: "soak.fifo", Attributes });
  return new URL(QueueUrl).pathname;
}

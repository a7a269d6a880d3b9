import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { startCloudProcess, type CloudProcess } from "../cloud-process";
import type { Random } from "../../../foundation/random";

/** Retention for the longest time: data must not expire by the jumps of the clock. */
const YEAR_HOURS = 8_760;
const FORTNIGHT_SECONDS = 1_209_600;
export const Bucket = "soak";
export const StreamName = "soak";
const SHARDS = 3;

/** A run of the cloud with its own clients, whose connections can be cut. */
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

/** The writes that were acknowledged so far. */
export class Ledger {
  /** Texts by partition key, in the order of their acknowledgment. */
  readonly records = new Map<string, string[]>();
  readonly messages = new Set<string>();
  readonly deleted = new Set<string>();
  /** Deletes that were sent and not answered: both results are right. */
  readonly undecided = new Set<string>();
  /** By key, the contents that the object may have: the last acknowledged one, and those sent since. */
  readonly objects = new Map<string, string[]>();
  acknowledged = 0;
}

/** The input of a writer. */
interface WriterInput {
  readonly run: Run;
  readonly ledger: Ledger;
  readonly QueueUrl: string;
  readonly round: number;
  /**
   * The number of acknowledged writes after which the writer stops, if the cloud or the connection does not break
   * before.
   */
  readonly max: number;
  readonly random: Random;
  /** Fires when the cloud is killed or connections are cut: from then on failed writes are expected. */
  readonly broken: AbortSignal;
}

/**
 * Writes again and again until the cloud is killed or the connection is cut: a write under way then may or may not be
 * stored.
 */
async function repeatWrites({ max, broken }: WriterInput, write: (turn: number) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < max && !broken.aborted; turn++) {
    await write(turn).catch((error: unknown) => {
      if (!broken.aborted) throw error;
    });
  }
}

const writeRecords = (writing: WriterInput): Promise<void> =>
  repeatWrites(writing, async (turn) => {
    const { run, ledger, round, random } = writing;
    const Records = Array.from({ length: 1 + random.drawBelow(20) }, (_, index) => ({
      PartitionKey: `k${random.drawBelow(5)}`,
      Data: Buffer.from(`${round}-${turn}-${index}`),
    }));
    const { Records: results = [] } = await run.kinesis.putRecords({ StreamName, Records });
    for (const [index, { PartitionKey, Data }] of Records.entries()) {
      if (results[index]?.SequenceNumber === undefined) continue;
      ledger.records.set(PartitionKey, [...(ledger.records.get(PartitionKey) ?? []), Data.toString()]);
    }
    ledger.acknowledged += 1;
  });

const writeMessages = (writing: WriterInput): Promise<void> =>
  repeatWrites(writing, async (turn) => {
    const { run, ledger, QueueUrl, round, random } = writing;
    if (random.drawBelow(3) > 0) {
      const MessageBody = `${random.drawBelow(4)}-${String(round).padStart(6, "0")}-${String(turn).padStart(9, "0")}`;
      await run.sqs.sendMessage({
        QueueUrl,
        MessageBody,
        MessageGroupId: MessageBody.slice(0, 1),
        MessageDeduplicationId: MessageBody,
      });
      ledger.messages.add(MessageBody);
    } else {
      const { Messages: [message] = [] } = await run.sqs.receiveMessage({ QueueUrl });
      if (message?.Body === undefined) return;
      ledger.undecided.add(message.Body);
      await run.sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
      ledger.deleted.add(message.Body);
    }
    ledger.acknowledged += 1;
  });

const writeObjects = (writing: WriterInput): Promise<void> =>
  repeatWrites(writing, async (turn) => {
    const { run, ledger, round, random } = writing;
    const Key = `o/${random.drawBelow(30)}`;
    const Body = `${round}-${turn} ${"x".repeat(random.drawBelow(5_000))}`;
    const versions = ledger.objects.get(Key) ?? [];
    ledger.objects.set(Key, versions);
    // The version is sent, so it may be stored from here on; once it is acknowledged, versions before it may not be
    // stored any more.
    versions.push(Body);
    await run.s3.putObject({ Bucket, Key, Body });
    versions.splice(0, versions.length - 1);
    ledger.acknowledged += 1;
  });

/** A writer for each service. */
export const writers = { writeRecords, writeMessages, writeObjects };

import type { Ledger } from "./ledger";
import { Bucket, jump, StreamName, type Run } from "./run";

/** Acknowledged writes that are missing, and stored data that should not exist. */
interface SoakVerdict {
  readonly lost: readonly string[];
  readonly strange: readonly string[];
}

/** Checks that all acknowledged records exist, for each key in the order of their acknowledgement. */
export async function judgeRecords(run: Run, ledger: Ledger): Promise<SoakVerdict> {
  const found = await readAllRecords(run);
  const lost: string[] = [];
  const strange: string[] = [];
  for (const [key, written] of ledger.records) {
    const all = found.get(key) ?? [];
    const stored = new Set(all);
    lost.push(...written.filter((text) => !stored.has(text)).map((text) => `record ${key} ${text}`));
    const known = new Set(written);
    const order = all.filter((text) => known.has(text));
    if (order.join() !== written.filter((text) => stored.has(text)).join()) strange.push(`the order of ${key}`);
  }
  return { lost, strange };
}

/** The texts of each partition key, in the stream's order. */
async function readAllRecords(run: Run): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const { Shards = [] } = await run.kinesis.listShards({ StreamName });
  for (const { ShardId } of Shards) {
    for await (const { PartitionKey, Data } of readShardRecords(run, ShardId))
      found.set(PartitionKey, [...(found.get(PartitionKey) ?? []), Data]);
  }
  return found;
}

async function* readShardRecords(
  run: Run,
  ShardId: string | undefined,
): AsyncGenerator<{ readonly PartitionKey: string; readonly Data: string }> {
  let { ShardIterator } = await run.kinesis.getShardIterator({
    StreamName,
    ShardId,
    ShardIteratorType: "TRIM_HORIZON",
  });
  for (let behind = 1; behind > 0;) {
    const { Records = [], NextShardIterator, MillisBehindLatest = 0 } = await run.kinesis.getRecords({ ShardIterator });
    for (const { PartitionKey = "", Data } of Records) yield { PartitionKey, Data: Buffer.from(Data ?? []).toString() };
    ShardIterator = NextShardIterator;
    behind = MillisBehindLatest;
    // Moves the clock, since a shard allows five reads a second.
    await jump(run, 5);
  }
}

/** Checks that each sent message exists once, in its group's order, and that no deleted message has come back. */
export async function judgeMessages(run: Run, ledger: Ledger, QueueUrl: string): Promise<SoakVerdict> {
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await run.sqs.receiveMessage({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 43_200,
    });
    for (const { ReceiptHandle, Body = "" } of Messages) {
      found.push(Body);
      await run.sqs.deleteMessage({ QueueUrl, ReceiptHandle });
    }
    if (Messages.length === 0) break;
  }
  const stored = new Set(found);
  const groups = ["0", "1", "2", "3"].map((group) => found.filter((body) => body.startsWith(group)));
  return {
    lost: [...ledger.messages]
      .filter((body) => !stored.has(body) && !ledger.undecided.has(body))
      .map((body) => `message ${body}`),
    strange: [
      ...found.filter((body) => ledger.deleted.has(body)).map((body) => `deleted message ${body}`),
      ...(stored.size === found.length ? [] : ["a message twice"]),
      // The texts contain growing numbers of rounds and turns, so their order is the order of sending.
      ...groups
        .filter((bodies) => bodies.join() !== [...bodies].sort().join())
        .map(([first]) => `the order of group ${first?.slice(0, 1)}`),
    ],
  };
}

/** Checks that every object has its last acknowledged version, or one whose write was sent later. */
export async function judgeObjects({ s3 }: Run, ledger: Ledger): Promise<SoakVerdict> {
  const lost: string[] = [];
  for (const [Key, versions] of ledger.objects) {
    const body = await s3.getObject({ Bucket, Key }).then(
      ({ Body }) => Body?.transformToString(),
      () => undefined,
    );
    if (body === undefined ? ledger.acknowledged > 0 && versions.length === 1 : !versions.includes(body))
      lost.push(`object ${Key}`);
  }
  return { lost, strange: [] };
}

import { createRandom } from "../../../foundation/random";
import { createClients, jump, leave, prepare, start, Bucket, StreamName, type Run, Ledger, writers } from "./run";

/** Acknowledged writes that are missing, and stored data that should not exist. */
interface SoakVerdict {
  readonly lost: readonly string[];
  readonly strange: readonly string[];
}

/** Checks that all acknowledged records exist, for each key in the order of their acknowledgment. */
async function judgeRecords(run: Run, ledger: Ledger): Promise<SoakVerdict> {
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
async function judgeMessages(run: Run, ledger: Ledger, QueueUrl: string): Promise<SoakVerdict> {
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
async function judgeObjects({ s3 }: Run, ledger: Ledger): Promise<SoakVerdict> {
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

/** Options of a soak test. */
interface SoakOptions {
  /** The cloud's data folder. */
  readonly data: string;
  readonly seed: string;
  /**
   * The number of rounds. In each, the writers write until the cloud is killed, its clock jumps, or connections are
   * cut.
   */
  readonly rounds: number;
  /** How many acknowledged writes each writer makes in a round. */
  readonly writes: number;
}

/**
 * The result of a soak test. `lost`: acknowledged writes that are missing; `strange`: stored data that should not
 * exist.
 */
interface SoakResult {
  readonly acknowledged: number;
  readonly kills: number;
  readonly cuts: number;
  readonly jumpedSeconds: number;
  readonly lost: readonly string[];
  readonly strange: readonly string[];
}

/** Writes data with kills, clock jumps and cut connections, then reads all of it back. */
export async function runSoak({ data, seed, rounds, writes }: SoakOptions): Promise<SoakResult> {
  const random = createRandom(seed);
  const ledger = new Ledger();
  let run = await start(data);
  const QueueUrl = await prepare(run);
  const details = { kills: 0, cuts: 0, jumpedSeconds: 0 };
  for (let round = 0; round < rounds; round++) {
    const fault = ["kill", "cut", "jump", "kill"][round % 4] ?? "kill";
    const broken = new AbortController();
    const max = fault === "jump" ? writes : Infinity;
    const { writeRecords: records, writeMessages: messages, writeObjects: objects } = writers;
    const writing = Promise.all(
      [records, messages, objects].map((write) =>
        write({
          run,
          ledger,
          QueueUrl,
          round,
          max,
          random: random.fork(`${round} ${write.name}`),
          broken: broken.signal,
        }),
      ),
    );
    const enough = ledger.acknowledged + 3 * writes;
    // A round ends after a number of acknowledged writes, not after a time. A write that fails earlier ends the
    // soak test.
    while (fault !== "jump" && ledger.acknowledged < enough) await Promise.race([jump(run, 1), writing]);
    if (fault !== "jump") broken.abort();
    if (fault === "kill") run.cloud.child.kill("SIGKILL");
    if (fault === "cut") leave(run);
    await writing;
    if (fault === "jump") {
      const seconds = random.drawBelow(3_600);
      details.jumpedSeconds += seconds;
      await jump(run, seconds);
    } else if (fault === "kill") {
      await run.cloud.ended;
      leave(run);
      run = await start(data);
      details.kills += 1;
    } else {
      run = { cloud: run.cloud, ...createClients(run.cloud) };
      details.cuts += 1;
    }
  }
  await jump(run, 3_600);
  const judged = [
    await judgeRecords(run, ledger),
    await judgeMessages(run, ledger, QueueUrl),
    await judgeObjects(run, ledger),
  ];
  leave(run);
  await run.cloud.end("SIGTERM");
  return {
    ...details,
    acknowledged: ledger.acknowledged,
    lost: judged.flatMap(({ lost }) => lost),
    strange: judged.flatMap(({ strange }) => strange),
  };
}

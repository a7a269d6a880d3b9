import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { crc32 } from "node:zlib";
import type { Row, Run } from "./bench";
import { runTask, type Task } from "./contest";
import { startContestants } from "./servers";
import { createAwsHeaders, createJsonCall, createS3Call, type Connection, type WireRequest } from "./wire";

/** A benchmark that lets the lab cloud, its ceiling and its rivals do tasks in turn. */
const createContest =
  (tasks: readonly Task[]) =>
  async (run: Run): Promise<Row[]> => {
    const contestants = await startContestants(run);
    const rows: Row[] = [];
    for (const task of tasks) rows.push(...(await runTask(task, contestants, 5)));
    return rows;
  };

const RECORDS = 500;
/** Enough shards that AWS's limits of a shard (in: 1 MB and 1,000 records a second; out: 2 MB and 5 reads) do not slow a call. */
const SHARDS = 350;
const StreamName = "records";

const createKinesisCall = (operation: string, input: unknown): WireRequest =>
  createJsonCall("kinesis", `Kinesis_20131202.${operation}`, input);

/** A PutRecords into a shard, or, without a hash key, into many shards. */
const createPut = (ExplicitHashKey?: string): WireRequest =>
  createKinesisCall("PutRecords", {
    StreamName,
    Records: Array.from({ length: RECORDS }, () => ({
      Data: randomBytes(1024).toString("base64"),
      PartitionKey: randomBytes(8).toString("hex"),
      ...(ExplicitHashKey === undefined ? {} : { ExplicitHashKey }),
    })),
  });

function assertAllWritten(body: Buffer): void {
  if (!/"FailedRecordCount": ?0\b/.test(body.toString()))
    throw new Error(`records failed: ${String(body).slice(0, 300)}`);
}

/** Makes a stream, and fills each of its shards by one PutRecords. @returns a GetRecords for each shard */
async function createReads(send: Connection["send"]): Promise<WireRequest[]> {
  await send(createKinesisCall("CreateStream", { StreamName, ShardCount: SHARDS }));
  // The ceiling has no streams, and answers with an empty structure.
  const describe = createKinesisCall("DescribeStreamSummary", { StreamName });
  while (!/"ACTIVE"|^\{\}$/.test(String((await send(describe, true)).body))) await pause(100);
  const calls: WireRequest[] = [];
  for (let shard = 0; shard < SHARDS; shard += 1) {
    const hash = (2n ** 128n / BigInt(SHARDS)) * BigInt(shard);
    assertAllWritten((await send(createPut(String(hash)), true)).body);
    const ShardId = `shardId-${String(shard).padStart(12, "0")}`;
    const from = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" };
    const { body } = await send(createKinesisCall("GetShardIterator", from), true);
    const { ShardIterator } = JSON.parse(String(body)) as { ShardIterator: string };
    calls.push(createKinesisCall("GetRecords", { ShardIterator, Limit: RECORDS }));
  }
  return calls;
}

/** A task over each protocol, with 1 and with 16 calls in flight. */
const listVariants = (operation: string, task: Pick<Task, "prepare" | "check">): Task[] =>
  (["HTTP/1.1", "HTTP/2"] as const).flatMap((wire) =>
    [1, 16].map((inFlight) => ({
      what: `${operation} of ${RECORDS} × 1 KB, ${wire}, ${inFlight} in flight`,
      ...{ wire, inFlight, ahead: 1.5, ...task },
    })),
  );
const readsOf = new Map<string, Promise<readonly WireRequest[]>>();

/** The reads come first: they make the stream. */
const KINESIS_TASKS = [
  ...listVariants("GetRecords", {
    prepare(send, { name }) {
      const reads = readsOf.get(name) ?? createReads(send);
      readsOf.set(name, reads);
      return reads;
    },
    check(body) {
      const { Records } = JSON.parse(String(body)) as { Records: unknown[] };
      if (Records.length !== RECORDS) throw new Error(`${Records.length} records were read instead of ${RECORDS}`);
    },
  }),
  ...listVariants("PutRecords", {
    prepare: () => Promise.resolve(Array.from({ length: 8 }, () => createPut())),
    check: assertAllWritten,
  }),
];

export const measureKinesis = createContest(KINESIS_TASKS);

const MESSAGE = randomBytes(768).toString("base64");

const createSqsCall = (operation: string, input: unknown): WireRequest =>
  createJsonCall("sqs", `AmazonSQS.${operation}`, input);

async function createQueue(send: Connection["send"], QueueName: string): Promise<string> {
  const { body } = await send(createSqsCall("CreateQueue", { QueueName }), true);
  return (JSON.parse(String(body)) as { QueueUrl: string }).QueueUrl;
}

/** Sends and receives, with 1 and with 16 calls in flight. */
const SQS_TASKS = [
  ...[1, 16].map((inFlight): Task => ({
    ...{ what: `SQS send of 1 KB, ${inFlight} in flight`, inFlight },
    async prepare(send) {
      const QueueUrl = await createQueue(send, "sends");
      return [createSqsCall("SendMessage", { QueueUrl, MessageBody: MESSAGE })];
    },
  })),
  ...[1, 16].map((inFlight): Task => ({
    ...{ what: `SQS receive of 1 KB, ${inFlight} in flight`, inFlight },
    async prepare(send) {
      const QueueUrl = await createQueue(send, `receives-${inFlight}`);
      const call = createSqsCall("SendMessage", { QueueUrl, MessageBody: MESSAGE });
      for (let sent = 0; sent < 1_000; sent += 1) await send(call);
      // A long poll asks all of AWS's servers, and so always finds a message if there is one. The visibility timeout of
      // 0 lets each message be received again at once, so that no figure is that of an empty queue.
      const input = { QueueUrl, VisibilityTimeout: 0, WaitTimeSeconds: 1, MaxNumberOfMessages: 1 };
      return [createSqsCall("ReceiveMessage", input)];
    },
    check(body) {
      if (!body.includes("Body")) throw new Error(`no message was received: ${String(body)}`);
    },
  })),
];

export const measureSqs = createContest(SQS_TASKS);

const SIZES = [
  { bytes: 1024, name: "1 KB", inFlight: 16, objects: 1_000 },
  { bytes: 64 * 1024 * 1024, name: "64 MB", inFlight: 1, objects: 4 },
] as const;

/** A PutObject as AWS's SDKs send it: with a CRC32, and without a hash of the body in the signature. */
function createPutObject(path: string, body: Buffer): WireRequest {
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  const call = createS3Call("PUT", path, body);
  const more = { "x-amz-checksum-crc32": crc.toString("base64"), "content-type": "application/octet-stream" };
  return { ...call, headers: { ...call.headers, ...more } };
}

/** Puts and gets of small and of large objects. */
const S3_TASKS = SIZES.flatMap(({ bytes, name, inFlight, objects }): Task[] => {
  const body = randomBytes(bytes);
  const megabytes = bytes > 1e6 ? bytes / 1e6 : undefined;
  const puts = Array.from({ length: objects }, (_, n) => createPutObject(`/bench/objects/${bytes}-${n}`, body));
  return [
    {
      ...{ what: `S3 put of ${name}, ${inFlight} in flight`, inFlight, megabytes },
      async prepare(send) {
        // The status is not looked at: the bucket may exist already. If it did not, the puts after this would fail.
        await send({ method: "PUT", path: "/bench", headers: createAwsHeaders("s3"), body: Buffer.alloc(0) });
        return puts;
      },
    },
    {
      ...{ what: `S3 get of ${name}, ${inFlight} in flight`, inFlight, megabytes },
      async prepare(send) {
        for (const put of puts) await send(put);
        return puts.map(({ path }) => createS3Call("GET", path));
      },
      check(answer) {
        if (!answer.equals(body)) throw new Error("another object was read than was written");
      },
    },
  ];
});

export const measureS3 = createContest(S3_TASKS);

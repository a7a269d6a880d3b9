import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { crc32 } from "node:zlib";
import type { Bench } from "./bench";
import { runContest, type Task } from "./contest";
import { useContestants } from "./contestants";
import { createAwsHeaders, createJsonCall, createS3Call, type Connection, type Wire, type WireRequest } from "./wire";
import { RIVAL_VERSIONS } from "./rivals";

const createBench = (
  name: string,
  subject: string,
  { rounds, tasks }: { rounds: number; tasks: () => Task[] },
): Bench => ({
  name,
  does: `${subject}: calls a second, beside a bare Node server, MiniStack and moto.`,
  beside: RIVAL_VERSIONS,
  run: (root) => useContestants(root, (contestants) => runContest(contestants, tasks(), { rounds, seconds: 1 })),
});

const RECORDS = 500;
const RECORD_BYTES = 1024;
/** Enough shards that AWS's limits of a shard (in: 1 MB and 1,000 records a second; out: 2 MB and 5 reads) do not slow a call. */
const SHARDS = { writes: 300, reads: 350 };

const createKinesisCall = (operation: string, input: unknown): WireRequest =>
  createJsonCall("kinesis", `Kinesis_20131202.${operation}`, input);

/** Waits until a stream can be used, or is gone. The ceiling has no streams, and answers with an empty structure. */
async function waitForStream(send: Connection["send"], StreamName: string): Promise<void> {
  for (;;) {
    const { status, body } = await send(createKinesisCall("DescribeStreamSummary", { StreamName }), true);
    if (status >= 400 || body.includes('"ACTIVE"') || String(body) === "{}") return;
    await pause(100);
  }
}

/** Makes a stream in place of the other one: AWS's quota of shards does not allow both at once. */
async function createStream(send: Connection["send"], name: keyof typeof SHARDS): Promise<void> {
  const other = { StreamName: name === "reads" ? "writes" : "reads" };
  if ((await send(createKinesisCall("DeleteStream", other))).status < 300) await waitForStream(send, other.StreamName);
  await send(createKinesisCall("CreateStream", { StreamName: name, ShardCount: SHARDS[name] }));
  await waitForStream(send, name);
}

/** A PutRecords into a shard, or, without a hash key, into many shards. */
const createPut = (StreamName: string, ExplicitHashKey?: string): WireRequest =>
  createKinesisCall("PutRecords", {
    StreamName,
    Records: Array.from({ length: RECORDS }, () => ({
      Data: randomBytes(RECORD_BYTES).toString("base64"),
      PartitionKey: randomBytes(8).toString("hex"),
      ...(ExplicitHashKey === undefined ? {} : { ExplicitHashKey }),
    })),
  });

function assertAllWritten(body: Buffer): void {
  if (!/"FailedRecordCount": ?0\b/.test(body.toString()))
    throw new Error(`records failed: ${String(body).slice(0, 300)}`);
}

/** Fills each shard of a stream by one PutRecords. @returns a GetRecords for each shard */
async function createReads(send: Connection["send"]): Promise<WireRequest[]> {
  await createStream(send, "reads");
  const calls: WireRequest[] = [];
  for (let shard = 0; shard < SHARDS.reads; shard += 1) {
    const hash = (2n ** 128n / BigInt(SHARDS.reads)) * BigInt(shard);
    assertAllWritten((await send(createPut("reads", String(hash)), true)).body);
    const ShardId = `shardId-${String(shard).padStart(12, "0")}`;
    const from = { StreamName: "reads", ShardId, ShardIteratorType: "TRIM_HORIZON" };
    const { body } = await send(createKinesisCall("GetShardIterator", from), true);
    const { ShardIterator } = JSON.parse(String(body)) as { ShardIterator: string };
    calls.push(createKinesisCall("GetRecords", { ShardIterator, Limit: RECORDS }));
  }
  return calls;
}

const VARIANTS: readonly (readonly [Wire, number])[] = [
  ["HTTP/1.1", 1],
  ["HTTP/1.1", 16],
  ["HTTP/2", 1],
  ["HTTP/2", 16],
];

/** Each call over each protocol, with 1 and with 16 calls in flight. */
function createKinesisTasks(): Task[] {
  const puts = Array.from({ length: 8 }, () => createPut("writes"));
  const streams = new Set<string>();
  const reads = new Map<string, Promise<WireRequest[]>>();
  const createTask = (
    call: string,
    [wire, inFlight]: (typeof VARIANTS)[number],
    rest: Pick<Task, "prepare" | "check">,
  ): Task => ({
    what: `${call} of ${RECORDS} × 1 KB, ${inFlight} in flight, ${wire}`,
    ...{ wire, inFlight, ahead: 1.5, ...rest },
  });
  const write: Pick<Task, "prepare" | "check"> = {
    async prepare(send, { name }) {
      if (!streams.has(name)) await createStream(send, "writes");
      streams.add(name);
      return pickInTurn(puts);
    },
    check: assertAllWritten,
  };
  const read: Pick<Task, "prepare" | "check"> = {
    async prepare(send, { name }) {
      const prepared = reads.get(name) ?? createReads(send);
      reads.set(name, prepared);
      return pickInTurn(await prepared);
    },
    check(body) {
      const { Records } = JSON.parse(String(body)) as { Records: unknown[] };
      if (Records.length !== RECORDS) throw new Error(`${Records.length} records were read instead of ${RECORDS}`);
    },
  };
  return [
    ...VARIANTS.map((variant) => createTask("PutRecords", variant, write)),
    ...VARIANTS.map((variant) => createTask("GetRecords", variant, read)),
  ];
}

function pickInTurn(calls: readonly WireRequest[]): (turn: number) => WireRequest {
  return (turn) => {
    const call = calls[turn % calls.length];
    if (call === undefined) throw new Error("there is no call");
    return call;
  };
}

export const cloudKinesis = createBench(
  "cloud-kinesis",
  `PutRecords over ${SHARDS.writes} shards and GetRecords from ${SHARDS.reads}`,
  { rounds: 5, tasks: createKinesisTasks },
);

const MESSAGE = randomBytes(768).toString("base64");
const MESSAGES = 1_000;

const createSqsCall = (operation: string, input: unknown): WireRequest =>
  createJsonCall("sqs", `AmazonSQS.${operation}`, input);

async function createQueue(send: Connection["send"], QueueName: string): Promise<string> {
  const { body } = await send(createSqsCall("CreateQueue", { QueueName }), true);
  return (JSON.parse(String(body)) as { QueueUrl: string }).QueueUrl;
}

/** Sends and receives, with 1 and with 16 calls in flight. */
const createSqsTasks = (): Task[] => [
  ...[1, 16].map((inFlight): Task => ({
    what: `SQS send of 1 KB, ${inFlight} in flight`,
    inFlight,
    async prepare(send) {
      const QueueUrl = await createQueue(send, "sends");
      return pickInTurn([createSqsCall("SendMessage", { QueueUrl, MessageBody: MESSAGE })]);
    },
  })),
  ...[1, 16].map((inFlight): Task => ({
    what: `SQS receive of 1 KB, ${inFlight} in flight`,
    inFlight,
    async prepare(send, { name }) {
      const QueueUrl = await createQueue(send, `receives-${inFlight}`);
      const Entries = Array.from({ length: 10 }, (_, Id) => ({ Id: String(Id), MessageBody: MESSAGE }));
      // The ceiling knows no batches, and answers each receive with the same message.
      if (name === "ceiling") await send(createSqsCall("SendMessage", { QueueUrl, MessageBody: MESSAGE }));
      else
        for (let sent = 0; sent < MESSAGES; sent += 10)
          await send(createSqsCall("SendMessageBatch", { QueueUrl, Entries }));
      // A long poll asks all of AWS's servers, and so always finds a message if there is one. The visibility timeout of
      // 0 lets each message be received again at once, so that no figure is that of an empty queue.
      const input = { QueueUrl, VisibilityTimeout: 0, WaitTimeSeconds: 1, MaxNumberOfMessages: 1 };
      return pickInTurn([createSqsCall("ReceiveMessage", input)]);
    },
    check(body) {
      if (!body.includes("Body")) throw new Error(`no message was received: ${String(body)}`);
    },
  })),
];

export const cloudSqs = createBench("cloud-sqs", "SQS send and receive of 1 KB", { rounds: 9, tasks: createSqsTasks });

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
const createS3Tasks = (): Task[] =>
  SIZES.flatMap(({ bytes, name, inFlight, objects }): Task[] => {
    const body = randomBytes(bytes);
    const megabytes = bytes > 1e6 ? bytes / 1e6 : undefined;
    const puts = Array.from({ length: objects }, (_, n) => createPutObject(`/bench/objects/${bytes}-${n}`, body));
    return [
      {
        ...{ what: `S3 put of ${name}, ${inFlight} in flight`, inFlight, megabytes },
        async prepare(send) {
          // The status is not looked at: the bucket may exist already. If it did not, the puts after this would fail.
          await send({ method: "PUT", path: "/bench", headers: createAwsHeaders("s3"), body: Buffer.alloc(0) });
          return pickInTurn(puts);
        },
      },
      {
        ...{ what: `S3 get of ${name}, ${inFlight} in flight`, inFlight, megabytes },
        async prepare(send) {
          for (const put of puts) await send(put);
          return pickInTurn(puts.map(({ path }) => createS3Call("GET", path)));
        },
        check(answer) {
          if (!answer.equals(body)) throw new Error("another object was read than was written");
        },
      },
    ];
  });

export const cloudS3 = createBench("cloud-s3", "S3 put and get of 1 KB and 64 MB", { rounds: 5, tasks: createS3Tasks });

import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "./bench";
import { runContest, type Task } from "./contest";
import { useContestants, type Contestant } from "./contestants";
import { createJsonCall, type Connection, type WireRequest } from "./wire";
import { RIVAL_VERSIONS } from "./rivals";

const PACE = { rounds: 5, seconds: 1 };
const RECORDS = 500;
const RECORD_BYTES = 1024;
/** So many shards that AWS's limits of a shard (in: 1 MB and 1,000 records a second; out: 2 MB and 5 reads) do not slow a call. */
const WRITE_SHARDS = 300;
const READ_SHARDS = 350;
const AHEAD = 1.5;

const createKinesisRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("kinesis", `Kinesis_20131202.${operation}`, input);

async function createStream(send: Connection["send"], StreamName: string, ShardCount: number): Promise<void> {
  await send(createKinesisRequest("CreateStream", { StreamName, ShardCount }));
  for (;;) {
    const { body } = await send(createKinesisRequest("DescribeStreamSummary", { StreamName }), true);
    // The ceiling has no streams, and answers with an empty structure.
    if (body.includes('"ACTIVE"') || String(body) === "{}") return;
    await pause(100);
  }
}

/** Deletes a stream, if it exists: AWS's quota of shards does not allow all that is measured at once. */
async function removeStream(send: Connection["send"], StreamName: string): Promise<void> {
  await send(createKinesisRequest("DeleteStream", { StreamName }));
  for (;;) {
    const { status, body } = await send(createKinesisRequest("DescribeStreamSummary", { StreamName }), true);
    if (status >= 400 || String(body) === "{}") return;
    await pause(100);
  }
}

/** PutRecords with random partition keys, so that each call touches most shards. */
const createWrites = (StreamName: string, hash?: string): Buffer[] =>
  Array.from({ length: hash === undefined ? 8 : 1 }, () => {
    const Records = Array.from({ length: RECORDS }, () => ({
      Data: randomBytes(RECORD_BYTES).toString("base64"),
      PartitionKey: randomBytes(8).toString("hex"),
      ...(hash === undefined ? {} : { ExplicitHashKey: hash }),
    }));
    return createKinesisRequest("PutRecords", { StreamName, Records }).body ?? Buffer.alloc(0);
  });

function assertAllWritten(body: Buffer): void {
  if (!/"FailedRecordCount": ?0\b/.test(body.toString()))
    throw new Error(`records failed: ${String(body).slice(0, 300)}`);
}

const put = (wire: Task["wire"], inFlight: number, bodies: readonly Buffer[]): Task => ({
  what: `PutRecords of 500 × 1 KB, ${inFlight} in flight, ${wire}`,
  wire,
  inFlight,
  ahead: AHEAD,
  async prepare(contestant, send) {
    if (!prepared.has(contestant)) await createStream(send, "writes", WRITE_SHARDS);
    prepared.add(contestant);
    const call = createKinesisRequest("PutRecords", {});
    return (turn) => ({ ...call, body: bodies[turn % bodies.length] ?? Buffer.alloc(0) });
  },
  check: assertAllWritten,
});

const prepared = new Set<Contestant>();
const iterators = new Map<Contestant, Promise<WireRequest[]>>();

/** Fills each shard of a stream by one PutRecords. @returns a GetRecords for each shard */
async function createReads(send: Connection["send"]): Promise<WireRequest[]> {
  const StreamName = "reads";
  await removeStream(send, "writes");
  await createStream(send, StreamName, READ_SHARDS);
  const calls: WireRequest[] = [];
  for (let shard = 0; shard < READ_SHARDS; shard += 1) {
    const [body] = createWrites(StreamName, String((2n ** 128n / BigInt(READ_SHARDS)) * BigInt(shard)));
    assertAllWritten((await send({ ...createKinesisRequest("PutRecords", {}), ...(body ? { body } : {}) }, true)).body);
    const from = {
      StreamName,
      ShardId: `shardId-${String(shard).padStart(12, "0")}`,
      ShardIteratorType: "TRIM_HORIZON",
    };
    const answer = await send(createKinesisRequest("GetShardIterator", from), true);
    const { ShardIterator } = JSON.parse(String(answer.body)) as { ShardIterator: string };
    calls.push(createKinesisRequest("GetRecords", { ShardIterator, Limit: RECORDS }));
  }
  return calls;
}

const get = (wire: Task["wire"], inFlight: number): Task => ({
  what: `GetRecords of 500 × 1 KB, ${inFlight} in flight, ${wire}`,
  wire,
  inFlight,
  ahead: AHEAD,
  async prepare(contestant, send) {
    const calls =
      (await (iterators.get(contestant) ?? iterators.set(contestant, createReads(send)).get(contestant))) ?? [];
    return (turn) => calls[turn % calls.length] ?? createKinesisRequest("GetRecords", {});
  },
  check(body) {
    const { Records } = JSON.parse(String(body)) as { Records: unknown[] };
    if (Records.length !== RECORDS) throw new Error(`${Records.length} records were read instead of ${RECORDS}`);
  },
});

/** Each call over each protocol, with 1 and with 16 calls in flight. */
export function createKinesisTasks(): Task[] {
  const bodies = createWrites("writes");
  const variants = (["HTTP/1.1", "HTTP/2"] as const).flatMap((wire) =>
    [1, 16].map((inFlight) => [wire, inFlight] as const),
  );
  return [
    ...variants.map(([wire, inFlight]) => put(wire, inFlight, bodies)),
    ...variants.map(([wire, inFlight]) => get(wire, inFlight)),
  ];
}

export const cloudKinesis: Bench = {
  name: "cloud-kinesis",
  does: "PutRecords over 300 shards and GetRecords from 350, beside a bare Node server, MiniStack and moto.",
  beside: RIVAL_VERSIONS,
  run: (root) => useContestants(root, (contestants) => runContest(contestants, createKinesisTasks(), PACE)),
};

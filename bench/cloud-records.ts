import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench, Row } from "./bench";
import { startLabCloudOn, type Contestant } from "./contestants";
import { openConnection, createJsonCall, type WireAnswer, type WireRequest } from "./wire";

/** The number of records; BENCH_RECORDS=10000000 writes more. */
const RECORDS = Number(process.env["BENCH_RECORDS"] ?? 5_000_000);
const SHARDS = 400;
const PER_CALL = 500;
const PARTS = 10;
const AT_ONCE = 4;
// The cloud's clock runs fast, so that the shards' limits, which stay on, do not slow the writes.
const OPTIONS = ["--speed", "50"];

const createKinesisRequest = (operation: string, input: unknown): WireRequest =>
  createJsonCall("kinesis", `Kinesis_20131202.${operation}`, input);
const calls = Array.from({ length: 8 }, (_, call) =>
  createKinesisRequest("PutRecords", {
    StreamName: "many",
    Records: Array.from({ length: PER_CALL }, (_, index) => ({
      Data: Buffer.alloc(100, index).toString("base64"),
      PartitionKey: `${call} ${index}`,
    })),
  }),
);

function checkAnswer({ body }: WireAnswer, wanted: string): void {
  if (!body.includes(wanted)) throw new Error(String(body).slice(0, 300));
}

/** Writes all records. @returns the speed of each tenth of the records, and the peak memory */
async function writeRecords({
  endpoint,
  readMemoryMb,
}: Contestant): Promise<{ readonly speeds: readonly number[]; readonly mostMb: number }> {
  const { send, close } = openConnection(endpoint, "HTTP/1.1", AT_ONCE);
  await send(createKinesisRequest("CreateStream", { StreamName: "many", ShardCount: SHARDS }));
  await pause(1_000);
  const speeds: number[] = [];
  let mostMb = 0;
  for (let part = 0; part < PARTS; part += 1) {
    const began = performance.now();
    let left = RECORDS / PER_CALL / PARTS;
    const runWriter = async (): Promise<void> => {
      while (left-- > 0)
        checkAnswer(
          await send(calls[Math.floor(left) % calls.length] ?? createKinesisRequest("PutRecords", {}), true),
          '"FailedRecordCount":0',
        );
    };
    await Promise.all(Array.from({ length: AT_ONCE }, runWriter));
    speeds.push(RECORDS / PARTS / ((performance.now() - began) / 1000));
    mostMb = Math.max(mostMb, readMemoryMb());
  }
  close();
  return { speeds, mostMb };
}

/** Times the first calls after the cloud was killed and started again: they read parts of the stream's log. */
async function measureAfterRestart({ endpoint, readMemoryMb }: Contestant): Promise<readonly Row[]> {
  const { send, close } = openConnection(endpoint, "HTTP/1.1", 1);
  await send(createKinesisRequest("ListStreams", {}));
  const measureRequest = async (
    request: WireRequest,
    wanted: string,
  ): Promise<{ readonly ms: number; readonly text: string }> => {
    const began = performance.now();
    const answer = await send(request, true);
    checkAnswer(answer, wanted);
    return { ms: performance.now() - began, text: String(answer.body) };
  };
  const put = await measureRequest(calls[0] ?? createKinesisRequest("PutRecords", {}), '"FailedRecordCount":0');
  const from = await measureRequest(
    createKinesisRequest("GetShardIterator", {
      StreamName: "many",
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    }),
    "ShardIterator",
  );
  const { ShardIterator } = JSON.parse(from.text) as { readonly ShardIterator: string };
  const get = await measureRequest(createKinesisRequest("GetRecords", { ShardIterator, Limit: 1_000 }), '"Records":[{');
  close();
  return [
    { what: "first PutRecords after a restart", unit: "ms", values: [put.ms] },
    { what: "first GetRecords after it, of the oldest", unit: "ms", values: [get.ms] },
    { what: "memory after them", unit: "MB", values: [readMemoryMb()] },
  ];
}

export const cloudRecords: Bench = {
  name: "cloud-records",
  does: `${RECORDS} records in one stream of ${SHARDS} shards (BENCH_RECORDS): the memory they take, the speed of writing the first and the last tenth, the first calls after a restart.`,
  async run() {
    const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
    let cloud = await startLabCloudOn(data, OPTIONS);
    try {
      const empty = cloud.readMemoryMb();
      const { speeds, mostMb } = await writeRecords(cloud);
      await cloud.stop();
      cloud = await startLabCloudOn(data, OPTIONS);
      const [first = NaN, last = NaN] = [speeds[0], speeds.at(-1)];
      return [
        { what: "memory, empty", unit: "MB", values: [empty] },
        {
          what: "memory, most",
          unit: "MB",
          values: [mostMb],
          ...(RECORDS <= 5_000_000 ? { goal: { atMost: 300 } } : {}),
        },
        { what: "records written", unit: "/s", values: speeds },
        { what: "the last tenth beside the first", unit: "×", values: [last / first], goal: { atLeast: 0.75 } },
        ...(await measureAfterRestart(cloud)),
      ];
    } finally {
      await cloud.stop();
      rmSync(data, { recursive: true });
    }
  },
};

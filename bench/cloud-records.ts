import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Bench, Row } from "./bench";
import { labCloudOn, type Contestant } from "./contestants";
import { connection, jsonCall, type WireAnswer, type WireRequest } from "./wire";

/** The number of records; BENCH_RECORDS=10000000 writes more. */
const RECORDS = Number(process.env["BENCH_RECORDS"] ?? 5_000_000);
const SHARDS = 400;
const PER_CALL = 500;
const PARTS = 10;
const AT_ONCE = 4;
// The cloud's clock runs fast, so that the shards' limits, which stay on, do not slow the writes.
const OPTIONS = ["--speed", "50"];

const kinesis = (operation: string, input: unknown): WireRequest =>
  jsonCall("kinesis", `Kinesis_20131202.${operation}`, input);
const calls = Array.from({ length: 8 }, (_, call) =>
  kinesis("PutRecords", {
    StreamName: "many",
    Records: Array.from({ length: PER_CALL }, (_, index) => ({
      Data: Buffer.alloc(100, index).toString("base64"),
      PartitionKey: `${call} ${index}`,
    })),
  }),
);

function checked({ body }: WireAnswer, wanted: string): void {
  if (!body.includes(wanted)) throw new Error(String(body).slice(0, 300));
}

/** Writes all records. @returns the speed of each tenth of the records, and the peak memory */
async function written({
  endpoint,
  memoryMb,
}: Contestant): Promise<{ readonly speeds: readonly number[]; readonly mostMb: number }> {
  const { send, close } = connection(endpoint, "HTTP/1.1", AT_ONCE);
  await send(kinesis("CreateStream", { StreamName: "many", ShardCount: SHARDS }));
  await pause(1_000);
  const speeds: number[] = [];
  let mostMb = 0;
  for (let part = 0; part < PARTS; part += 1) {
    const began = performance.now();
    let left = RECORDS / PER_CALL / PARTS;
    const writer = async (): Promise<void> => {
      while (left-- > 0)
        checked(
          await send(calls[Math.floor(left) % calls.length] ?? kinesis("PutRecords", {}), true),
          '"FailedRecordCount":0',
        );
    };
    await Promise.all(Array.from({ length: AT_ONCE }, writer));
    speeds.push(RECORDS / PARTS / ((performance.now() - began) / 1000));
    mostMb = Math.max(mostMb, memoryMb());
  }
  close();
  return { speeds, mostMb };
}

/** Times the first calls after the cloud was killed and started again: they read parts of the stream's log. */
async function afterRestart({ endpoint, memoryMb }: Contestant): Promise<readonly Row[]> {
  const { send, close } = connection(endpoint, "HTTP/1.1", 1);
  await send(kinesis("ListStreams", {}));
  const timed = async (
    request: WireRequest,
    wanted: string,
  ): Promise<{ readonly ms: number; readonly text: string }> => {
    const began = performance.now();
    const answer = await send(request, true);
    checked(answer, wanted);
    return { ms: performance.now() - began, text: String(answer.body) };
  };
  const put = await timed(calls[0] ?? kinesis("PutRecords", {}), '"FailedRecordCount":0');
  const from = await timed(
    kinesis("GetShardIterator", {
      StreamName: "many",
      ShardId: "shardId-000000000000",
      ShardIteratorType: "TRIM_HORIZON",
    }),
    "ShardIterator",
  );
  const { ShardIterator } = JSON.parse(from.text) as { readonly ShardIterator: string };
  const get = await timed(kinesis("GetRecords", { ShardIterator, Limit: 1_000 }), '"Records":[{');
  close();
  return [
    { what: "first PutRecords after a restart", unit: "ms", values: [put.ms] },
    { what: "first GetRecords after it, of the oldest", unit: "ms", values: [get.ms] },
    { what: "memory after them", unit: "MB", values: [memoryMb()] },
  ];
}

export const cloudRecords: Bench = {
  name: "cloud-records",
  does: `${RECORDS} records in one stream of ${SHARDS} shards (BENCH_RECORDS): the memory they take, the speed of writing the first and the last tenth, the first calls after a restart.`,
  async run() {
    const data = mkdtempSync(join(tmpdir(), "labs-bench-"));
    let cloud = await labCloudOn(data, OPTIONS);
    try {
      const empty = cloud.memoryMb();
      const { speeds, mostMb } = await written(cloud);
      await cloud.stop();
      cloud = await labCloudOn(data, OPTIONS);
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
        ...(await afterRestart(cloud)),
      ];
    } finally {
      await cloud.stop();
      rmSync(data, { recursive: true });
    }
  },
};

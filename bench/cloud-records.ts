import { setTimeout as pause } from "node:timers/promises";
import type { Bench } from "./bench";
import { labCloud } from "./contestants";
import { connection, jsonCall, type WireRequest } from "./wire";

/** BENCH_RECORDS=10000000 and more as wanted. */
const RECORDS = Number(process.env["BENCH_RECORDS"] ?? 5_000_000);
const SHARDS = 400;
const PER_CALL = 500;

const kinesis = (operation: string, input: unknown): WireRequest => jsonCall("kinesis", `Kinesis_20131202.${operation}`, input);

export const cloudRecords: Bench = {
  name: "cloud-records",
  does: `${RECORDS} records in one stream of ${SHARDS} shards (BENCH_RECORDS): the memory they take, and the speed of writing the first and the last tenth.`,
  async run() {
    // The clock is fast, so that the limits of the shards, which stay on, do not hold the writing up.
    const cloud = await labCloud(["--speed", "50"]);
    try {
      const { send, close } = connection(cloud.endpoint, "HTTP/1.1", 4);
      await send(kinesis("CreateStream", { StreamName: "many", ShardCount: SHARDS }));
      await pause(1_000);
      const empty = cloud.memoryMb();
      const calls = Array.from({ length: 8 }, (_, call) => kinesis("PutRecords", {
        StreamName: "many", Records: Array.from({ length: PER_CALL }, (_, index) => ({ Data: Buffer.alloc(100, index).toString("base64"), PartitionKey: `${call} ${index}` })),
      }));
      const speeds: number[] = [];
      let most = 0;
      for (let tenth = 0; tenth < 10; tenth += 1) {
        const began = performance.now();
        let left = RECORDS / PER_CALL / 10;
        const writer = async (): Promise<void> => {
          while (left-- > 0) {
            const { body } = await send(calls[Math.floor(left) % calls.length] ?? kinesis("PutRecords", {}), true);
            if (!body.includes('"FailedRecordCount":0')) throw new Error(String(body).slice(0, 300));
          }
        };
        await Promise.all([writer(), writer(), writer(), writer()]);
        speeds.push(RECORDS / 10 / ((performance.now() - began) / 1000));
        most = Math.max(most, cloud.memoryMb());
      }
      close();
      const [first = NaN, last = NaN] = [speeds[0], speeds.at(-1)];
      return [
        { what: "memory, empty", unit: "MB", values: [empty] },
        { what: "memory, most", unit: "MB", values: [most], ...(RECORDS <= 5_000_000 ? { goal: { atMost: 300 } } : {}) },
        { what: "records written", unit: "/s", values: speeds },
        { what: "the last tenth beside the first", unit: "×", values: [last / first], goal: { atLeast: 0.75 } },
      ];
    } finally {
      await cloud.stop();
    }
  },
};

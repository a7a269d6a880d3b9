import { expect } from "chai";
import { createSteppedClock } from "../../../../testing/test-core";
import { StreamMetrics } from "../delivery/metrics";
import { KinesisReader } from "./kinesis-reader";

describe("Firehose's reader on a full disk", () => {
  it("reads nothing, and reads the same records a second later", async () => {
    const clock = createSteppedClock();
    const reads: number[] = [];
    let isFull = true;
    const record = {
      shardId: "shardId-000000000000",
      sequenceNumber: "1",
      partitionKey: "k",
      data: Buffer.from("x"),
      arrivedAt: 0,
    };
    const reader = new KinesisReader({
      clock,
      createSource: () => ({
        getLatest: () => [],
        trimHorizon: () => [],
        read: () => ({ records: [record], next: [{ shard: 0, number: 6 }], behindMs: 0 }),
      }),
      delivery: {
        sourcePositions: [{ shard: 0, number: 5 }],
        metrics: new StreamMetrics({ createSource: () => ({ count: () => undefined }) }, "s"),
        waitForCapacity: async () => undefined,
        hasCapacity: true,
        accept() {
          if (isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
          reads.push(clock.now());
          return 0;
        },
      },
    });
    await clock.advance(1);
    isFull = false;
    await clock.advance(1);
    expect(reads).to.deep.equal([2000]);
    reader.stop();
    clock.halt();
  });
});

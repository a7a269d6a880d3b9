import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { NumberedLogs } from "../../../../storage/numbered-logs";
import { Storage } from "../../../../storage/storage";
import type { FunctionAnswer, FunctionCaller } from "../ports";
import { DeliveryRun } from "../../testing/delivery-run";
import { RECORD_BYTES } from "../delivery/batch-queue";
import { WriteAheadLog, READ_AGAIN_BYTES } from "../../store/write-ahead-log";
import { InFlightBytes } from "./in-flight-bytes";

const LIMIT = 1_000_000;
/** Bytes that a record takes in memory, its object included. */
const RECORD = 100_000;
const MEBIBYTE = 1024 * 1024;
const LAMBDA = {
  LambdaArn: "arn:aws:lambda:us-east-1:000000000000:function:f",
  BufferSizeInMBs: "0.2",
  BufferIntervalInSeconds: "60",
};
const DESTINATION = {
  RoleARN: "r",
  BucketARN: "arn:aws:s3:::data",
  BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      {
        Type: "Lambda" as const,
        Parameters: Object.entries(LAMBDA).map(([name, ParameterValue]) => ({
          ParameterName: name as "LambdaArn",
          ParameterValue,
        })),
      },
    ],
  },
};

/** A function that gives records back unchanged, but only after `answer` is called. */
class SilentFunction implements FunctionCaller {
  calls = 0;
  answer: () => void = () => undefined;
  readonly #mayAnswer = new Promise<void>((resolve) => {
    this.answer = resolve;
  });

  async invoke(_arn: string, payload: string): Promise<FunctionAnswer> {
    this.calls += 1;
    await this.#mayAnswer;
    const { records }: { records: readonly { readonly recordId: string; readonly data: string }[] } =
      JSON.parse(payload);
    return {
      kind: "returned",
      payload: JSON.stringify({ records: records.map(({ recordId, data }) => ({ recordId, result: "Ok", data })) }),
    };
  }
}

/** Remembers the most bytes that were in flight at any time. */
class WatchedBytes extends InFlightBytes {
  max = 0;

  override add(bytes: number): void {
    super.add(bytes);
    this.max = Math.max(this.max, this.bytes);
  }
}

/** Records that an earlier run of a stream accepted and stopped before delivering. */
function leaveBehind(folder: string, texts: readonly string[]): void {
  const storage = new Storage({ data: folder, survivesPowerLoss: false, onCut: () => undefined });
  const intake = new WriteAheadLog(
    new NumberedLogs(storage, "firehose/stream", "intake"),
    { sourcePositions: [], next: 0 },
    () => undefined,
  );
  for (const text of texts) intake.append({ at: 0, records: [{ data: Buffer.from(text), arrivedAt: 0 }] });
  storage.close();
}

/**
 * Bytes of all buffers that are still referenced. V8 frees buffers in the background, some of them only in a later
 * collection, so the function collects until the figure stays the same.
 */
function countHeldInBuffers(): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  let held = Number.POSITIVE_INFINITY;
  for (let unchanged = 0; unchanged < 3;) {
    collect();
    const { arrayBuffers } = process.memoryUsage();
    unchanged = arrayBuffers < held ? 0 : unchanged + 1;
    held = Math.min(held, arrayBuffers);
  }
  return held;
}

/** Enough turns of the event loop for every promise that does not wait for a timer or for the function. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 500; turn++) await undefined;
};

describe("Firehose batches in flight", () => {
  const folder = useEmptyFolder();
  let inFlight: WatchedBytes;
  let silent: SilentFunction;
  let runs: DeliveryRun[];
  let accepted: number;
  beforeEach(() => {
    [inFlight, silent, runs, accepted] = [new WatchedBytes(LIMIT), new SilentFunction(), [], 0];
  });
  afterEach(() => Promise.all(runs.map((run) => run.stop())));
  const start = (): DeliveryRun => {
    const run = new DeliveryRun(
      DESTINATION,
      { folder: join(folder, String(runs.length)), now: 0, delivered: {} },
      { functions: silent, inFlight },
    );
    runs.push(run);
    return run;
  };
  const put = async (run: DeliveryRun, text: string): Promise<void> => {
    do await run.delivery.waitForCapacity();
    while (!run.delivery.hasCapacity);
    run.accept([text.padEnd(RECORD - RECORD_BYTES)]);
    accepted += 1;
  };
  const listDelivered = (run: DeliveryRun): string[] => run.delivered["data"]?.match(/\w+/g) ?? [];

  it("stay within one memory limit, even if many streams wait for a function, and are all delivered once it responds", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const puts = Array.from({ length: 20 }, start).flatMap((run) => names.map((name) => put(run, name)));
    await settle();
    expect(inFlight.max).to.equal(LIMIT + RECORD);
    expect(accepted).to.equal(inFlight.max / RECORD);
    expect(silent.calls).to.be.above(0);
    silent.answer();
    await Promise.all(puts);
    await Promise.all(runs.map((run) => run.clock.advance(120)));
    expect(runs.map(listDelivered)).to.deep.equal(runs.map(() => names));
    expect([inFlight.max, inFlight.bytes]).to.deep.equal([LIMIT + RECORD, 0]);
  });
  it("stay within the limit at a start with many backlogs, by leaving the excess on disk", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
    for (let stream = 0; stream < 20; stream++)
      leaveBehind(
        join(folder, String(stream)),
        names.map((name) => name.padEnd(RECORD - RECORD_BYTES)),
      );
    const before = countHeldInBuffers();
    Array.from({ length: 20 }, start);
    await settle();
    expect(inFlight.bytes).to.be.within(LIMIT, LIMIT + READ_AGAIN_BYTES + RECORD);
    expect(countHeldInBuffers() - before).to.be.below(8 * MEBIBYTE);
    silent.answer();
    await Promise.all(runs.map((run) => run.delivery.waitForCapacity()));
    await Promise.all(runs.map((run) => run.clock.advance(120)));
    expect(runs.map(listDelivered)).to.deep.equal(runs.map(() => names));
    expect(inFlight.max).to.be.at.most(LIMIT + READ_AGAIN_BYTES + RECORD);
  });
  it("leave a deleted stream's backlog on disk if there was no room for it", async () => {
    leaveBehind(
      join(folder, "0"),
      Array.from({ length: 20 }, () => "x".padEnd(RECORD - RECORD_BYTES)),
    );
    const deleted = start();
    await settle();
    deleted.delivery.discard();
    silent.answer();
    await deleted.delivery.waitForCapacity();
    await deleted.clock.waitUntilIdle();
    expect([listDelivered(deleted), inFlight.bytes]).to.deep.equal([[], 0]);
  });
  it("leave room for other streams, however much one stream receives", async () => {
    const [greedy, modest] = [start(), start()];
    const puts = Array.from({ length: 20 }, (_, index) => put(greedy, `g${index}`));
    await settle();
    expect(inFlight.bytes).to.equal(LIMIT / 2 + RECORD);
    await put(modest, "m");
    silent.answer();
    await Promise.all(puts);
    await Promise.all(runs.map((run) => run.clock.advance(120)));
    expect(listDelivered(greedy)).to.deep.equal(puts.map((_, index) => `g${index}`));
  });
  it("don't wait for more records while others wait for room", async () => {
    silent.answer();
    // Each stream holds half of the bytes that trigger a call, so only the buffering interval would end its wait.
    for (let count = 0; count < 11; count++) await put(start(), "first");
    await put(start(), "late");
    expect(silent.calls).to.be.above(0);
  });
  it("free their memory if their stream is deleted", async () => {
    const [deleted, other] = [start(), start()];
    const puts = Array.from({ length: 6 }, () => put(deleted, "x"));
    await Promise.all(puts);
    const before = inFlight.bytes;
    deleted.delivery.discard();
    expect(inFlight.bytes).to.be.below(before);
    silent.answer();
    await put(other, "y");
    await other.clock.advance(120);
    await deleted.clock.waitUntilIdle();
    expect([listDelivered(other), inFlight.bytes]).to.deep.equal([["y"], 0]);
  });
});

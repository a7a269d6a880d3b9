import { expect } from "chai";
import type { Clock } from "../../../../core/clock";
import { createSteppedClock } from "../../../../testing/test-core";
import type { LoggedBatch } from "../../store/log-frame";
import { LambdaBatching } from "./work-queue";

const LAMBDA = { arn: "f", retries: 3, bufferBytes: 1000, bufferMs: 60_000 };

describe("Firehose's batching for a function (FH-097)", () => {
  let clock: Clock;
  let gathered: LoggedBatch[];
  let gather: LambdaBatching;
  let next: number;
  const createBatch = (bytes: number): LoggedBatch => ({
    first: next++,
    at: clock.now(),
    records: [{ data: Buffer.alloc(bytes), arrivedAt: clock.now() }],
  });
  const put = (bytes: number): void => gather.add(createBatch(bytes), LAMBDA);
  beforeEach(() => {
    clock = createSteppedClock();
    gathered = [];
    next = 0;
    gather = new LambdaBatching(clock, (batch) => gathered.push(batch));
  });
  afterEach(() => clock.halt());

  it("waits from the first record on, and passes all records as one batch", async () => {
    put(10);
    await clock.advance(30);
    put(10);
    await clock.advance(29.999);
    expect(gathered).to.deep.equal([]);
    await clock.advance(0.001);
    expect(gathered.map(({ first, at, records }) => [first, at, records.length])).to.deep.equal([[0, 60_000, 2]]);
  });
  it("stops waiting when the batch is full", async () => {
    put(600);
    put(400);
    put(1);
    expect(gathered.map(({ first, records }) => [first, records.length])).to.deep.equal([[0, 2]]);
    await clock.advance(60);
    expect(gathered.map(({ first, records }) => [first, records.length])).to.deep.equal([
      [0, 2],
      [2, 1],
    ]);
  });
  it("doesn't wait without a function", () => {
    gather.add(createBatch(1), undefined);
    expect(gathered.map(({ first, at }) => [first, at])).to.deep.equal([[0, 0]]);
  });
  it("flushes or discards its records on request", async () => {
    put(1);
    gather.flush();
    put(1);
    gather.discard();
    await clock.advance(120);
    expect(gathered.map(({ first }) => first)).to.deep.equal([0]);
  });
});

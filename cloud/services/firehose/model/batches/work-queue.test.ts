import { expect } from "chai";
import { Clock } from "../../../../core/clock";
import { createSteppedClock } from "../../../../testing/test-core";
import { WorkQueue } from "./work-queue";

describe("Firehose work queues", () => {
  const clock = createSteppedClock();
  after(() => clock.halt());
  const createQueue = (done: string[], steps = 0): WorkQueue<string, string> =>
    new WorkQueue({
      clock,
      measureSize: (job) => job.length,
      getMaxParallel: () => 2,
      onGone: () => undefined,
      async prepare(job) {
        for (let step = 0; step < steps; step++) await undefined;
        return job;
      },
      finish: (job) => done.push(job),
    });

  it("run jobs one after another in order", async () => {
    const done: string[] = [];
    const jobs = createQueue(done, 3);
    for (const job of ["a", "b", "c"]) jobs.push(job);
    expect(done).to.deep.equal([]);
    await clock.waitUntilIdle();
    expect(done).to.deep.equal(["a", "b", "c"]);
  });

  it("prepare up to the maximum number of jobs at once, and finish them in order however they end", async () => {
    const [log, ends]: [string[], Map<string, () => void>] = [[], new Map()];
    const jobs = new WorkQueue<string, string>({
      clock,
      measureSize: () => 1,
      getMaxParallel: () => 2,
      onGone: () => undefined,
      prepare: (job) =>
        new Promise((resolve) => {
          log.push(`begin ${job}`);
          ends.set(job, () => resolve(job));
        }),
      finish: (job) => log.push(`finish ${job}`),
    });
    for (const job of ["a", "b", "c"]) jobs.push(job);
    ends.get("b")?.();
    for (let turn = 0; turn < 20; turn++) await undefined;
    expect(log).to.deep.equal(["begin a", "begin b"]);
    ends.get("a")?.();
    for (let turn = 0; turn < 20; turn++) await undefined;
    expect(log).to.deep.equal(["begin a", "begin b", "finish a", "begin c", "finish b"]);
    ends.get("c")?.();
    await clock.waitUntilIdle();
    expect(log.at(-1)).to.equal("finish c");
  });

  for (let turns = 0; turns < 12; turns++) {
    it(`accept a job that arrives ${turns} turns after another, however close to its end`, async () => {
      const done: string[] = [];
      const jobs = createQueue(done);
      jobs.push("a");
      for (let turn = 0; turn < turns; turn++) await undefined;
      jobs.push("b");
      await clock.waitUntilIdle();
      expect(done).to.deep.equal(["a", "b"]);
    });
  }

  it("report a failed job, and continue with the next", async () => {
    const [done, failed]: [string[], unknown[]] = [[], []];
    const failingClock = new Clock({ now: 0, upMs: 0, speed: 0, onError: (error) => failed.push(error) });
    const jobs = new WorkQueue<string, string>({
      clock: failingClock,
      measureSize: () => 1,
      getMaxParallel: () => 2,
      onGone: () => undefined,
      prepare(job) {
        if (job === "bad") throw new Error("bad");
        return job;
      },
      finish: (job) => done.push(job),
    });
    for (const job of ["a", "bad", "b"]) jobs.push(job);
    await failingClock.waitUntilIdle();
    expect([done, failed.map(String)]).to.deep.equal([["a", "b"], ["Error: bad"]]);
    failingClock.stop();
  });
  it("report each job when it is finished or discarded", async () => {
    const [removed, ends]: [number[], (() => void)[]] = [[], []];
    const jobs = new WorkQueue<string, void>({
      clock,
      measureSize: (job) => job.length,
      getMaxParallel: () => 1,
      onGone: (bytes) => removed.push(bytes),
      prepare: () => new Promise((resolve) => ends.push(resolve)),
      finish: () => undefined,
    });
    for (const job of ["a", "bb", "ccc"]) jobs.push(job);
    jobs.discard();
    expect(removed).to.deep.equal([2, 3]);
    ends[0]?.();
    await clock.waitUntilIdle();
    expect(removed).to.deep.equal([2, 3, 1]);
  });
});

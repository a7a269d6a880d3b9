import { expect } from "chai";
import { recordWaits } from "../testing/record-waits";
import { createLanes } from "./lanes";

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the lanes of a batch", () => {
  /** A submission that is graded when the test says so. */
  function createGrading() {
    let end: (value: string) => void = () => undefined;
    let fail: (error: Error) => void = () => undefined;
    const graded = new Promise<string>((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
    return { grade: () => graded, end, fail };
  }
  /** Resolves when another lane is requested; the lane ends when the test says so. */
  function openLane() {
    let ask: () => void = () => undefined;
    let end: () => void = () => undefined;
    let times = 0;
    const request = new Promise<void>((resolve) => (ask = resolve));
    const ended = new Promise<void>((resolve) => (end = resolve));
    return {
      open: () => {
        times += 1;
        ask();
        return ended;
      },
      request,
      end,
      times: () => times,
    };
  }

  it("return graded submissions, and finish with the last lane, even one opened later", async () => {
    const lanes = createLanes({ workers: 1, longMs: 1 });
    const [first, more] = [createGrading(), openLane()];
    let isOver = false;
    const passing = lanes.pass(first.grade, more.open);
    const all = lanes.waitForAll([passing.then(() => undefined)]).then(() => (isOver = true));
    await more.request;
    expect(lanes.hasTooMany()).to.equal(false);
    first.end("graded");
    expect(await passing).to.equal("graded");
    await settle();
    expect([isOver, more.times()]).to.deep.equal([false, 1]);
    more.end();
    await all;
  });

  it("exceed the limit when a slow submission finishes while its lane continues", async () => {
    const lanes = createLanes({ workers: 1, longMs: 1 });
    const [long, more] = [createGrading(), openLane()];
    const lane = openLane();
    const passing = lanes.pass(long.grade, more.open);
    const all = lanes.waitForAll([lane.open()]);
    await more.request;
    expect(lanes.hasTooMany()).to.equal(false);
    long.end("");
    await passing;
    expect(lanes.hasTooMany()).to.equal(true);
    lane.end();
    await settle();
    expect(lanes.hasTooMany()).to.equal(false);
    more.end();
    await all;
  });

  it("number at most twice the workers", async () => {
    const lanes = createLanes({ workers: 1, longMs: 1 });
    const [lane, further, refused, later] = [openLane(), openLane(), openLane(), openLane()];
    const all = lanes.waitForAll([lane.open()]);
    const submissions = [createGrading(), createGrading(), createGrading(), createGrading()] as const;
    const passed = [lanes.pass(submissions[0].grade, further.open)];
    await further.request;
    passed.push(lanes.pass(submissions[1].grade, refused.open));
    // Timers of the same time end in their order: after this one, the other one has not requested a lane.
    const clock = openLane();
    passed.push(createLanes({ workers: 1, longMs: 1 }).pass(submissions[2].grade, clock.open));
    await clock.request;
    expect(refused.times()).to.equal(0);
    further.end();
    await settle();
    passed.push(lanes.pass(submissions[3].grade, later.open));
    await later.request;
    for (const submission of submissions) submission.end("");
    await Promise.all(passed);
    for (const item of [lane, later, clock]) item.end();
    await all;
  });

  it("don't open for the usual time, or when nothing is left to grade", async () => {
    const lanes = createLanes({ workers: 2, longMs: 600_000 });
    const more = openLane();
    expect(await lanes.pass(() => Promise.resolve("quick"), more.open)).to.equal("quick");
    expect(more.times()).to.equal(0);
    const short = createLanes({ workers: 1, longMs: 1 });
    const long = createGrading();
    let resolveAsked: () => void = () => undefined;
    const isAsked = new Promise<void>((resolve) => (resolveAsked = resolve));
    const passing = short.pass(long.grade, () => void resolveAsked());
    await isAsked;
    long.end("alone");
    expect([await passing, short.hasTooMany()]).to.deep.equal(["alone", false]);
  });

  it("finish at once if there are none, and reject with the first failure", async () => {
    await createLanes({ workers: 1, longMs: 1 }).waitForAll([]);
    const failed: unknown = await createLanes({ workers: 1, longMs: 1 })
      .waitForAll([new Promise(() => undefined), Promise.reject(new Error("no worker"))])
      .catch((error: unknown) => error);
    expect(String(failed)).to.equal("Error: no worker");
    const lanes = createLanes({ workers: 1, longMs: 600_000 });
    const broken: unknown = await lanes
      .pass(
        () => Promise.reject(new Error("no grader")),
        () => undefined,
      )
      .catch((error: unknown) => error);
    expect(String(broken)).to.equal("Error: no grader");
  });

  it("wait twice as long for the first submissions, until one has finished", async () => {
    const waits = await recordWaits(async () => {
      const lanes = createLanes({ workers: 1, longMs: 700_000 });
      const passQuickly = () => lanes.pass(() => Promise.resolve(), openLane().open);
      await Promise.all([passQuickly(), passQuickly()]);
      await passQuickly();
    });
    expect(waits).to.deep.equal([1_400_000, 1_400_000, 700_000]);
  });
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { Clock } from "./clock";
import { DueHeap, DueQueue } from "./due-queue";
import { createRandom } from "../../foundation/random";

describe("the queue of due work", () => {
  it("returns thousands of entries in order of time, and of insertion at the same time", () => {
    const random = createRandom("queue");
    const queue = new DueQueue();
    const added = Array.from({ length: 5_000 }, (_, order) => ({ at: random.drawBelow(500), order }));
    const orders = new Map<unknown, number>();
    for (const { at, order } of added) {
      const due = { at, work: () => undefined, canceled: false };
      orders.set(due, order);
      queue.add(due);
    }
    const taken: { at: number; order: number }[] = [];
    for (let due = queue.takeDue(Infinity); due !== undefined; due = queue.takeDue(Infinity))
      taken.push({ at: due.at, order: orders.get(due) ?? -1 });
    expect(taken).to.deep.equal([...added].sort((a, b) => a.at - b.at || a.order - b.order));
  });

  it("keeps entries that aren't due yet", () => {
    const queue = new DueQueue();
    queue.add({ at: 10, work: () => undefined, canceled: false });
    expect(queue.takeDue(9)).to.equal(undefined);
    expect(queue.takeDue(10)?.at).to.equal(10);
  });

  it("uses a heap that returns the earliest entry first, whatever the order of insertion", () => {
    const random = createRandom("heap");
    const heap = new DueHeap<number>();
    const all = Array.from({ length: 2_000 }, (_, item) => ({ at: random.drawBelow(500), item }));
    for (const { at, item } of all) heap.add(at, item);
    heap.keepOnly(({ item }) => item % 2 === 0);
    const delivered: number[] = [];
    for (let { first } = heap; first !== undefined; { first } = heap) {
      delivered.push(first.at);
      heap.removeFirst();
    }
    expect(delivered).to.deep.equal(
      all
        .filter(({ item }) => item % 2 === 0)
        .map(({ at }) => at)
        .sort((a, b) => a - b),
    );
  });
});

const createClock = (
  speed: number,
  onError: (error: unknown) => void = (error) => {
    throw error;
  },
): Clock => new Clock({ now: 1_000, upMs: 500, speed, onError });

describe("a stepped clock", () => {
  it("moves only when it is advanced", async () => {
    const clock = createClock(0);
    expect(clock.now()).to.equal(1_000);
    await clock.advance(1.5);
    expect(clock.now()).to.equal(2_500);
    expect(clock.getUpMs()).to.equal(2_000);
  });

  it("runs scheduled work at its exact time, and in the order of scheduling at the same time", async () => {
    const clock = createClock(0);
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name}@${clock.now()}`);
    clock.schedule(3_000, note("c"));
    clock.schedule(2_000, note("a"));
    clock.schedule(3_000, note("d"));
    clock.schedule(2_500, note("b"));
    clock.schedule(9_000, note("never"));
    await clock.advance(5);
    expect(ran).to.deep.equal(["a@2000", "b@2500", "c@3000", "d@3000"]);
    expect(clock.now()).to.equal(6_000);
  });

  it("retries work that met a full disk every second until there is room", async () => {
    const clock = createClock(0);
    const tried: number[] = [];
    clock.schedule(2_000, (at) => {
      tried.push(at);
      if (tried.length < 3) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    });
    await clock.advance(60);
    expect(tried).to.deep.equal([2_000, 3_000, 4_000]);
  });

  it("skips work that never ends and reports it, but waits for work that ends", async () => {
    const errors: string[] = [];
    const onError = (error: unknown): void => void errors.push(String(error));
    const clock = new Clock({ now: 1_000, upMs: 500, speed: 0, onError, maxWorkMs: 50 });
    let isOver = false;
    clock.track(new Promise(() => undefined));
    clock.track(
      nextTurn().then(() => {
        isOver = true;
      }),
    );
    await clock.advance(5);
    expect([clock.now(), isOver]).to.deep.equal([6_000, true]);
    expect(errors).to.deep.equal(["Error: The clock goes on without 1 works that are not over after 0.05 s"]);
    await clock.advance(5);
    expect(errors).to.have.length(1);
  });

  it("runs what due work schedules in the same advance", async () => {
    const clock = createClock(0);
    const ticks: number[] = [];
    const tick = (at: number): void => {
      ticks.push(at);
      clock.schedule(at + 1_000, tick);
    };
    clock.schedule(2_000, tick);
    await clock.advance(3);
    expect(ticks).to.deep.equal([2_000, 3_000, 4_000]);
  });

  it("waits for asynchronous work without moving meanwhile", async () => {
    const clock = createClock(0);
    const seen: number[] = [];
    clock.schedule(2_000, async () => {
      await nextTurn();
      await nextTurn();
      seen.push(clock.now());
    });
    clock.schedule(2_001, () => void seen.push(clock.now()));
    await clock.advance(10);
    expect(seen).to.deep.equal([2_000, 2_001]);
  });

  it("waits for work that a request started", async () => {
    const clock = createClock(0);
    let isDone = false;
    clock.track(
      nextTurn()
        .then(nextTurn)
        .then(() => void (isDone = true)),
    );
    await clock.advance(0);
    expect(isDone).to.equal(true);
  });

  it("goes on while a function's code that takes long waits for it, also past the end of the advance", async () => {
    const real = { running: 0 };
    const clock = new Clock({
      ...{ now: 1_000, upMs: 0, speed: 0, onError: (error: unknown) => expect.fail(String(error)) },
      real: { getWallTime: () => 0, getRunningTime: () => real.running },
    });
    const ran: string[] = [];
    const begin = (name: string) => (): Promise<void> => {
      const code = clock.wait(50, new AbortController().signal).then(() => void ran.push(name));
      clock.noteCode(code);
      real.running += 1_000;
      return code;
    };
    clock.schedule(2_000, begin("early"));
    clock.schedule(2_020, () => void ran.push("other"));
    clock.schedule(3_000, begin("late"));
    await clock.advance(2);
    expect(ran).to.deep.equal(["other", "early", "late"]);
    expect(clock.now()).to.be.within(3_050, 3_200);
  });

  it("carries out concurrent advances one after another", async () => {
    const clock = createClock(0);
    await Promise.all([clock.advance(1), clock.advance(2), clock.advance(3)]);
    expect(clock.now()).to.equal(7_000);
  });

  it("does not run canceled work", async () => {
    const clock = createClock(0);
    let ran = 0;
    const timer = clock.schedule(1_500, () => void (ran += 1));
    clock.schedule(1_500, () => void (ran += 10));
    timer.cancel();
    await clock.advance(1);
    expect(ran).to.equal(10);
  });

  it("reports what work throws, and continues", async () => {
    const errors: unknown[] = [];
    const clock = createClock(0, (error) => errors.push(error));
    clock.schedule(1_100, () => {
      throw new Error("at once");
    });
    clock.schedule(1_200, async () => {
      await nextTurn();
      throw new Error("later");
    });
    await clock.advance(1);
    expect(errors.map(String)).to.deep.equal(["Error: at once", "Error: later"]);
    expect(clock.now()).to.equal(2_000);
  });

  it("ends a wait at its time, or when the client disconnects", async () => {
    const clock = createClock(0);
    const client = new AbortController();
    const ended: string[] = [];
    const waits = [
      clock.wait(1_000, new AbortController().signal).then(() => ended.push("time")),
      clock.wait(60_000, client.signal).then(() => ended.push("gone")),
    ];
    await clock.advance(1);
    expect(ended).to.deep.equal(["time"]);
    client.abort();
    await Promise.all(waits);
    expect(ended).to.deep.equal(["time", "gone"]);
  });

  it("starts no more work once it is halted during an advance, including work scheduled later", async () => {
    const noted: number[] = [];
    const clock = new Clock({
      now: 1_000,
      upMs: 0,
      speed: 0,
      onError: (error) => expect.fail(String(error)),
      onAdvanced: () => noted.push(clock.now()),
    });
    const ran: number[] = [];
    const tick = (at: number): void => {
      ran.push(at);
      clock.schedule(at + 1_000, tick);
    };
    clock.schedule(2_000, tick);
    const moving = clock.advance(60);
    await clock.stop();
    await moving;
    expect([ran, clock.now(), noted]).to.deep.equal([[], 1_000, []]);
  });

  it("can be halted by its own work", async () => {
    const clock = createClock(0);
    const ran: number[] = [];
    const tick = (at: number): void => {
      ran.push(at);
      if (at === 3_000) clock.halt();
      clock.schedule(at + 1_000, tick);
    };
    clock.schedule(2_000, tick);
    await clock.advance(60);
    expect([ran, clock.now()]).to.deep.equal([[2_000, 3_000], 3_000]);
  });
});

describe("a paced clock", () => {
  it("advances by itself at the configured speed", async () => {
    const clock = createClock(100_000);
    const at = await new Promise<number>((resolve) => clock.schedule(61_000, () => resolve(clock.now())));
    expect(at).to.equal(61_000);
    expect(clock.now()).to.be.at.least(61_000);
    clock.halt();
  });

  it("can also be advanced by hand, and continues from there", async () => {
    const clock = createClock(1);
    let at = 0;
    clock.schedule(3_601_000, () => void (at = clock.now()));
    await clock.advance(7_200);
    expect(at).to.equal(3_601_000);
    expect(clock.now()).to.be.at.least(7_201_000);
    clock.halt();
  });

  it("doesn't count time when the machine sleeps, and never goes backward", () => {
    const real = { wall: 0, running: 0 };
    const clock = new Clock({
      now: 1_000,
      upMs: 500,
      speed: 1,
      onError: () => undefined,
      real: { getWallTime: () => real.wall, getRunningTime: () => real.running },
    });
    real.wall = real.running = 5_000;
    expect([clock.now(), clock.getUpMs()]).to.deep.equal([6_000, 5_500]);
    real.wall += 8 * 3_600_000;
    expect([clock.now(), clock.getUpMs()]).to.deep.equal([6_000 + 8 * 3_600_000, 5_500]);
    real.wall -= 3_600_000;
    expect(clock.now()).to.equal(6_000 + 8 * 3_600_000);
    clock.halt();
  });

  it("runs due work even if the machine's timer fires early", async () => {
    let behind = 0;
    const clock = new Clock({
      now: 0,
      upMs: 0,
      speed: 1,
      onError: () => undefined,
      real: { getWallTime: () => Date.now() - behind, getRunningTime: () => performance.now() },
    });
    const dueAt = clock.now() + 5;
    const done = new Promise<number>((resolve) => {
      clock.schedule(dueAt, () => resolve(clock.now()));
    });
    behind = 20;
    expect(await done).to.equal(dueAt);
    clock.halt();
  });

  it("runs due work before it answers a request", () => {
    const clock = createClock(1);
    let ran = false;
    clock.schedule(clock.now(), () => void (ran = true));
    expect(ran).to.equal(false);
    clock.catchUp();
    expect(ran).to.equal(true);
    clock.halt();
  });
});

import { getEventListeners } from "node:events";
import { expect } from "chai";
import type { SandboxMessage } from "../sandbox/inside/messages";
import type { ProcessEnd } from "../sandbox/process";
import { createFakeSandbox, type FakeSandbox } from "../testing/fake-sandbox";
import { recordWaits } from "../testing/record-waits";
import { startCode, type CodeSettings, type CodeRunner, type Supervision } from "./code-runner";
import type { RunEnvironment } from "./run-environment";
import type { Stage } from "./plan";

const DAY_SECONDS = 24 * 3600;
const CELL: SandboxMessage = { did: "cell", id: "a", ok: true, output: "" };
const DONE: ProcessEnd = { end: "done", why: "" };

describe("a process with a submission's code", () => {
  let moved: number[];
  let sandbox: FakeSandbox;
  /** Called after each move of the clock. */
  let onMove: () => void;
  beforeEach(() => {
    moved = [];
    sandbox = createFakeSandbox();
    onMove = () => undefined;
  });
  afterEach(() => {
    for (const process of sandbox.processes) process.end(DONE);
  });

  const createEnvironment = (): RunEnvironment => {
    const advance = (seconds: number): Promise<void> => {
      moved.push(seconds);
      onMove();
      return Promise.resolve();
    };
    return {
      stage: { advance } as unknown as Stage,
      begin: () => undefined,
      finish: () => undefined,
      countCalls: () => 0,
      getCalls: () => [],
      collect: () => Promise.reject(new Error("not asked for")),
      close: () => Promise.resolve(),
    };
  };
  const start = (more: Partial<CodeSettings> = {}): CodeRunner =>
    startCode({ sandbox, environment: createEnvironment(), ...more });
  const process = () => sandbox.processes[0] ?? expect.fail("no process was started");
  const watch = (tooMuch: Promise<{ why: string }> = new Promise(() => undefined)): Supervision["watch"] => ({
    tooMuch,
    runWithinLimits: (work) => work(),
    end: () => undefined,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it("starts with its own environment, and with another cloud only if that has none", () => {
    const other = { endpoint: "http://127.0.0.1:1" } as NonNullable<CodeSettings["cloud"]>;
    const cloud = { endpoint: "http://127.0.0.1:2" } as NonNullable<RunEnvironment["cloud"]>;
    start({ cloud: other, files: [{ path: "a", outside: "/a" }], packages: ["p"] });
    start({ cloud: other, environment: { ...createEnvironment(), cloud } });
    start();
    expect(sandbox.processes.map(({ start: { cloud, files, packages } }) => [cloud, files, packages])).to.deep.equal([
      [other, [{ path: "a", outside: "/a" }], ["p"]],
      [cloud, [], []],
      [undefined, [], []],
    ]);
  });

  it("continues after each wait once the cloud's clock has moved as far, and never moves it backward", async () => {
    start();
    for (const [wait, ms] of [
      [1, 2_500],
      [2, -1_000],
      [3, 500],
    ] as const)
      process().say({ did: "wait", wait, ms });
    await settle();
    expect(moved).to.deep.equal([2.5, 0, 0.5]);
    expect(process().commands).to.deep.equal([1, 2, 3].map((wait) => ({ run: "on", wait })));
  });

  it("moves its cloud's clock by at most a day in total", async () => {
    start();
    for (const seconds of [DAY_SECONDS - 10, 30, 30]) process().say({ did: "wait", wait: 1, ms: seconds * 1000 });
    await settle();
    expect(moved).to.deep.equal([DAY_SECONDS - 10, 10, 0]);
  });

  it("moves the clock by a second each second from the beginning, and stops when it has ended", async () => {
    const code = start();
    let waits = 0;
    code.begin({ watch: watch(), onWait: () => (waits += 1) });
    await new Promise<void>((resolve) => (onMove = resolve));
    expect([moved, waits]).to.deep.equal([[1], 1]);
    process().end(DONE);
    await code.ended;
    process().start.onMessage({ did: "wait", wait: 9, ms: 1000 });
    await settle();
    expect([moved, waits, code.hasEnded()]).to.deep.equal([[1], 1, true]);
  });

  it("doesn't move the clock by itself between the plan's work for a call and this call", async () => {
    let calls = 0;
    let askedTimes = 0;
    const code = start({
      environment: {
        ...createEnvironment(),
        countCalls: () => {
          askedTimes += 1;
          // The plan's call comes first, and the code's own call in the third second.
          return calls + (askedTimes > 3 ? 1 : 0);
        },
      },
    });
    await code.prepareCall(() => {
      calls += 1;
      return Promise.resolve();
    });
    code.begin({ watch: watch() });
    process().say({ did: "wait", wait: 1, ms: 4_000 });
    await new Promise<void>((resolve) => (onMove = () => moved.length > 1 && resolve()));
    expect([moved, askedTimes]).to.deep.equal([[4, 1], 4]);
  });

  it("passes on its messages in order, and then its end", async () => {
    const code = start();
    await code.waitUntilReady();
    expect(code.hasEnded()).to.equal(false);
    process().say(CELL);
    process().say({ ...CELL, id: "b" });
    expect([await code.readNext(60), await code.readNext(60)]).to.deep.equal([CELL, { ...CELL, id: "b" }]);
    const [next, later] = [code.readNext(60), code.readNext(60)];
    process().say(CELL);
    process().end(DONE);
    expect([await next, await later]).to.deep.equal([CELL, DONE]);
  });

  it("is ended after too long a silence, with the reason", async () => {
    const code = start();
    await code.waitUntilReady();
    expect(await code.readNext(0.05)).to.deep.equal({ end: "timeout", why: "Your code did not end within 0.05 s." });
  });

  it("reports a grader fault if it doesn't start", async () => {
    const code = start();
    process().print("no such file");
    process().end({ end: "crashed", why: "It ended." });
    const error: unknown = await code.waitUntilReady().catch((thrown: unknown) => thrown);
    expect(String(error)).to.equal("Error: The sandbox didn't start: It ended. no such file");
  });

  it("is ended when its cloud exceeds a limit", async () => {
    const code = start();
    code.begin({ watch: watch(Promise.resolve({ why: "too much" })) });
    expect(await code.ended).to.deep.equal({ end: "crashed", why: "too much" });
  });

  it("has a minute to start, and leaves no listeners when it has ended", async () => {
    const code = start();
    expect(await recordWaits(() => code.waitUntilReady())).to.deep.equal([60_000]);
    const { signal } = new AbortController();
    code.begin({ watch: watch(), signal });
    expect(getEventListeners(signal, "abort")).to.have.lengthOf(1);
    process().end(DONE);
    await code.ended;
    await settle();
    expect(getEventListeners(signal, "abort")).to.have.lengthOf(0);
  });

  it("is ended when nobody needs its result anymore, even from the start", async () => {
    for (const isBefore of [true, false]) {
      const stop = new AbortController();
      if (isBefore) stop.abort();
      const code = start();
      code.begin({ watch: watch(), signal: stop.signal });
      if (!isBefore) stop.abort();
      expect(await code.ended).to.deep.equal({ end: "crashed", why: "The check was stopped." });
    }
  });
});

import { expect } from "chai";
import { createFakeSandbox, type FakeSandbox } from "../testing/fake-sandbox";
import type { CellRunnerSettings } from "./cell-runner";
import type { Plan } from "./plan";
import { createStandby, type Standby } from "./standby";

const NEVER_MS = 600_000;

describe("a runner that is ready in advance", () => {
  let sandbox: FakeSandbox;
  let standby: Standby;
  const plan: Plan = { cloud: "none" };
  beforeEach(() => {
    sandbox = createFakeSandbox();
    standby = createStandby(NEVER_MS);
  });
  afterEach(() => standby.close());
  const createSettings = (more: Partial<CellRunnerSettings> = {}): CellRunnerSettings => ({
    sandbox,
    seed: 1,
    ...more,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  /** Runs once, and has the next runner made ready. */
  async function runOnce(): Promise<void> {
    await (await standby.take(plan, createSettings())).close();
    standby.makeReady();
    await settle();
  }
  /** How many processes were started until now. */
  const countStarted = (): number => sandbox.processes.length;
  const isAlive = async (at: number): Promise<boolean> => {
    const process = sandbox.processes[at];
    const heard: unknown[] = [];
    if (process) Object.assign(process.start, { onMessage: (message: unknown) => heard.push(message) });
    process?.say({ did: "ready" });
    await settle();
    return heard.length > 0;
  };

  it("is used by the next run with the same plan and settings, once", async () => {
    standby.makeReady();
    expect(countStarted()).to.equal(0);
    await runOnce();
    expect(countStarted()).to.equal(2);
    standby.makeReady();
    await settle();
    expect(countStarted()).to.equal(2);
    const runner = await standby.take(plan, createSettings());
    expect([countStarted(), runner.code.hasEnded()]).to.deep.equal([2, false]);
    const other = await standby.take(plan, createSettings());
    expect(countStarted()).to.equal(3);
    await Promise.all([runner.close(), other.close()]);
    expect([runner.code.hasEnded(), other.code.hasEnded()]).to.deep.equal([true, true]);
  });

  for (const [title, more] of [
    ["another seed", { seed: 2 }],
    ["another account", { account: "000000000001" }],
    ["other keys", { keys: "any" }],
    ["another sandbox", { sandbox: createFakeSandbox() }],
  ] as const)
    it(`isn't used with ${title}, and is replaced by one that has it`, async () => {
      await runOnce();
      const runner = await standby.take(plan, createSettings(more));
      expect([countStarted(), await isAlive(1)]).to.deep.equal(["sandbox" in more ? 2 : 3, true]);
      await runner.close();
      standby.makeReady();
      await settle();
      expect(await isAlive(1)).to.equal(false);
    });

  it("isn't used with another plan", async () => {
    await runOnce();
    const runner = await standby.take({ ...plan }, createSettings());
    expect(countStarted()).to.equal(3);
    await runner.close();
  });

  it("isn't used if its process has ended in the meantime", async () => {
    await runOnce();
    sandbox.processes[1]?.end({ end: "crashed", why: "" });
    const runner = await standby.take(plan, createSettings());
    expect([countStarted(), runner.code.hasEnded()]).to.deep.equal([3, false]);
    await runner.close();
  });

  it("is opened again after a failure, and fails only if that fails too", async () => {
    let isBroken = false;
    const breaking = {
      ...sandbox,
      start: (...all: Parameters<FakeSandbox["start"]>) => {
        if (isBroken) throw new Error("no process");
        return sandbox.start(...all);
      },
    };
    const settings = createSettings({ sandbox: breaking });
    await (await standby.take(plan, settings)).close();
    isBroken = true;
    standby.makeReady();
    await settle();
    const failed: unknown = await standby.take(plan, settings).catch((error: unknown) => error);
    expect(String(failed)).to.equal("Error: no process");
    standby.makeReady();
    await settle();
    isBroken = false;
    const runner = await standby.take(plan, settings);
    expect(runner.code.hasEnded()).to.equal(false);
    await runner.close();
  });

  it("ends after a long time unused, and at the end of grading", async () => {
    const short = createStandby(1);
    await (await short.take(plan, createSettings())).close();
    short.makeReady();
    const reachDeadline = async (): Promise<void> => {
      while (await isAlive(1)) await settle();
    };
    await reachDeadline();
    await standby.close();
    standby.makeReady();
    await settle();
    expect(countStarted()).to.equal(2);
    await (await standby.take(plan, createSettings())).close();
    standby.makeReady();
    await settle();
    expect(await isAlive(3)).to.equal(true);
    await standby.close();
    expect(await isAlive(3)).to.equal(false);
    standby.makeReady();
    await settle();
    expect(countStarted()).to.equal(4);
  });

  it("leaves no timer running, whether it was used or not", async () => {
    const createTimers = () => process.getActiveResourcesInfo().filter((item) => item === "Timeout").length;
    // By then the test's own timer is there.
    await settle();
    const before = createTimers();
    await runOnce();
    await (await standby.take(plan, createSettings())).close();
    expect(createTimers()).to.be.at.most(before);
    standby.makeReady();
    await settle();
    await standby.close();
    expect(createTimers()).to.be.at.most(before);
  });

  it("has loaded its plan's packages", async () => {
    const runner = await standby.take({ ...plan, packages: ["p"] }, createSettings());
    expect(sandbox.processes[0]?.start.packages).to.deep.equal(["p"]);
    await runner.close();
  });
});

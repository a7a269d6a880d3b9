import { expect } from "chai";
import { setImmediate as nextTurn } from "node:timers/promises";
import { CallTracker } from "./front";

describe("running calls", () => {
  it("are awaited, including calls that fail", async () => {
    const calls = new CallTracker();
    const ended: string[] = [];
    let finish = (): void => undefined;
    const slow = calls
      .run(
        () =>
          new Promise<void>((resolve) => {
            finish = resolve;
          }),
      )
      .then(() => ended.push("call"));
    const failed = calls.run(() => Promise.reject(new Error("no"))).catch(() => ended.push("failure"));
    await failed;
    const idle = calls.waitUntilIdle(60_000).then(() => ended.push("idle"));
    await nextTurn();
    expect(ended, "while a call runs").to.deep.equal(["failure"]);
    finish();
    await Promise.all([slow, idle]);
    expect(ended).to.have.members(["failure", "call", "idle"]);
  });

  it("are awaited no longer than the given limit", async () => {
    const calls = new CallTracker();
    const ended: string[] = [];
    let finish = (): void => undefined;
    const slow = calls.run(() => new Promise<void>((resolve) => (finish = resolve))).then(() => ended.push("call"));
    await calls.waitUntilIdle(1);
    ended.push("limit");
    finish();
    await slow;
    expect(ended).to.deep.equal(["limit", "call"]);
  });

  it("cause no wait if there are none", async () => {
    const idle = new CallTracker().waitUntilIdle(60_000).then(() => "idle");
    expect(await Promise.race([idle, nextTurn("still waiting")])).to.equal("idle");
  });
});

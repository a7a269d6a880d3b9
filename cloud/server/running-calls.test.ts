import { expect } from "chai";
import { CallTracker } from "./running-calls";

describe("running calls", () => {
  it("are waited for, also those that fail", async () => {
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
    finish();
    await Promise.all([slow, idle]);
    expect([...ended].sort()).to.deep.equal(["call", "failure", "idle"]);
  });

  it("are not waited for longer than was said", async () => {
    const calls = new CallTracker();
    void calls.run(() => new Promise(() => undefined));
    await calls.waitUntilIdle(1);
  });

  it("keep nobody waiting when there are none", async () => {
    await new CallTracker().waitUntilIdle(60_000);
  });
});

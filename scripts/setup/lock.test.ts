import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { runWithLock } from "./lock.mjs";

describe("set-up: the lock", () => {
  const folder = useEmptyFolder();
  const failToKill = (pid: number) => expect.fail(`waited for ${pid}`);

  it("returns the result of the work, and is released after it", async () => {
    const file = join(folder, "new", "lock");
    expect(await runWithLock(file, async () => existsSync(file), failToKill)).to.equal(true);
    expect(existsSync(file)).to.equal(false);
  });
  it("is released when the work fails", async () => {
    const file = join(folder, "lock");
    const failed = await runWithLock(file, () => Promise.reject(new Error("no")), failToKill).catch(
      (error: unknown) => error,
    );
    expect(failed).to.have.property("message", "no");
    expect(existsSync(file)).to.equal(false);
  });
  it("waits for the process that holds it, and names it", async () => {
    const file = join(folder, "lock");
    const holder = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
    writeFileSync(file, String(holder.pid));
    const waitedFor: number[] = [];
    await runWithLock(
      file,
      async () => undefined,
      (pid) => {
        waitedFor.push(pid);
        holder.kill("SIGKILL");
      },
    );
    expect(waitedFor).to.deep.equal([holder.pid]);
  });
  it("is taken over if its process is gone", async () => {
    const file = join(folder, "lock");
    const removed = spawn(process.execPath, ["-e", ""]);
    await once(removed, "exit");
    writeFileSync(file, String(removed.pid));
    expect(await runWithLock(file, async () => "done", failToKill)).to.equal("done");
  });
});

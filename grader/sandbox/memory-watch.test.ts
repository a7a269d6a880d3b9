import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { findChildSandboxes, watchMemory } from "./memory-watch";

describe("the grader's own count of memory", () => {
  let children: ChildProcess[] = [];
  before(function () {
    skipIf(this, process.platform === "linux" ? undefined : "Linux alone tells the memory of processes");
  });
  afterEach(async () => {
    const ended = children.map((child) => once(child, "exit"));
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(ended);
    children = [];
  });

  /** A process that waits, with more words on its command line. */
  async function startWaiting(...words: readonly string[]): Promise<number> {
    const child = spawn("sh", ["-c", "echo up; read line", ...words], { stdio: ["pipe", "pipe", "ignore"] });
    children.push(child);
    await once(child.stdout, "data");
    return child.pid ?? 0;
  }

  it("names the sandbox that uses most once all together use too much", async () => {
    const small = await startWaiting();
    for (const roots of [
      [small, process.pid],
      [process.pid, small],
    ]) {
      let end = (): void => undefined;
      const largest = await new Promise((resolve) => {
        end = watchMemory(() => roots, 1, resolve);
      });
      end();
      expect(largest).to.equal(process.pid);
    }
  });

  it("adds up all sandboxes: two may use too much although neither does alone", async () => {
    const { rss } = process.memoryUsage();
    let end = (): void => undefined;
    const largest = await new Promise((resolve) => {
      // Twice this process, which surely holds a quarter of its pages alone, and less than all.
      end = watchMemory(() => Array.from({ length: 8 }, () => process.pid), rss / 2 ** 20, resolve);
    });
    end();
    expect(largest).to.equal(process.pid);
  });

  it("reports nothing while memory suffices, or after it has ended", async () => {
    const messages: number[] = [];
    const watchOnce = async (limitMiB: number, roots: readonly number[]): Promise<void> => {
      let looked = 0;
      await new Promise<void>((resolve) => {
        const end = watchMemory(
          () => {
            looked += 1;
            if (looked === 2) {
              end();
              resolve();
            }
            return roots;
          },
          limitMiB,
          (largest) => messages.push(largest),
        );
      });
    };
    await Promise.all([watchOnce(1_000_000, [process.pid]), watchOnce(0, []), watchOnce(1, [2 ** 30])]);
    expect(messages).to.deep.equal([]);
  });

  it("finds this process's children that were started with a mount of a folder, of one kind or all", async () => {
    const [first, second] = [await startWaiting("/some-run/cloud.sock"), await startWaiting("/some-run/ports.sock")];
    await startWaiting("/some-run-more/cloud.sock");
    expect(findChildSandboxes("/some-run")).to.have.members([first, second]);
    expect(findChildSandboxes("/some-run", (command) => command.includes("ports.sock"))).to.deep.equal([second]);
  });
});

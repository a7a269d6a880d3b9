import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import type { Cgroup } from "./cgroup";
import { findControllers } from "./cgroup-hierarchies";
import { DEFAULT_LIMITS } from "./limits";
import { limitMemory, countTogether, combineLimits } from "./memory-counted";

const MIB = 1024 * 1024;
const LIMITS = { ...DEFAULT_LIMITS, memoryMiB: 100, processes: 10 };

/** The limits of a group, as the kernel tells them. */
function readLimits(group: Cgroup): readonly number[] {
  const folders = new Set(group.entrances.map((file) => dirname(file)));
  const read = (...names: readonly string[]): number => {
    for (const folder of folders)
      for (const name of names)
        try {
          return Number(readFileSync(join(folder, name), "utf8"));
        } catch {
          // The limit of another controller, or of the other version.
        }
    return NaN;
  };
  return [read("memory.max", "memory.limit_in_bytes"), read("pids.max")];
}

function skipWithoutGroups(context: Mocha.Context): void {
  const has = (expected: string): boolean => findControllers().some(({ controller }) => controller === expected);
  skipIf(context, has("memory") && has("pids") && canCountMemory() ? undefined : "there are no control groups here");
}
function canCountMemory(): boolean {
  const { memory } = limitMemory(LIMITS, "by the kernel");
  if (typeof memory === "object") memory.remove();
  return typeof memory === "object";
}

describe("limiting the memory of a submission's own processes", () => {
  it("is done by the grader, or not at all, as configured", () => {
    expect(limitMemory(LIMITS, "by the grader")).to.deep.equal({ inside: { cgroup: undefined }, memory: "watched" });
    expect(limitMemory(LIMITS, "not at all")).to.deep.equal({ inside: { mayShareMemory: true }, memory: undefined });
  });

  it("is left to the kernel, in a group with these limits and room for the grader's own processes", function () {
    skipWithoutGroups(this);
    const { inside, memory } = limitMemory(LIMITS, "by the kernel");
    if (typeof memory !== "object") throw new Error("There is no group.");
    const limits = readLimits(memory);
    memory.remove();
    expect([inside.cgroup === memory, limits]).to.deep.equal([true, [100 * MIB, 26]]);
  });
});

describe("limiting the memory of everything a run starts in its cloud", () => {
  it("allows several times as many processes, and twice the memory", () => {
    expect(combineLimits(LIMITS)).to.deep.equal({ memoryMiB: 200, processes: 104 });
  });

  it("is left to the kernel, in one group for all, from the first sandbox on", function () {
    skipWithoutGroups(this);
    const counting = countTogether({ memoryMiB: 64, processes: 20 }, "by the kernel", () => []);
    const [first, second] = [counting.countNextSandbox(), counting.countNextSandbox()];
    const limits = first.cgroup && readLimits(first.cgroup);
    counting.end();
    expect(first.cgroup).to.equal(second.cgroup);
    expect(limits).to.deep.equal([64 * MIB, 20]);
  });

  it("isn't done if configured so, or if nothing was started", () => {
    const requests: string[] = [];
    const counting = countTogether({ memoryMiB: 1, processes: 1 }, "not at all", () => {
      requests.push("asked");
      return [];
    });
    expect(counting.countNextSandbox()).to.deep.equal({ mayShareMemory: true });
    counting.end();
    expect(requests).to.deep.equal([]);
    const idle = countTogether({ memoryMiB: 1, processes: 1 }, "by the grader", () => []);
    idle.end();
    const watching = idle.countNextSandbox();
    idle.end();
    expect(watching).to.deep.equal({ cgroup: undefined });
  });
});

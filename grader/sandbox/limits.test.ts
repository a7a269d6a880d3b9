import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { DEFAULT_LIMITS } from "./limits";

describe("the limits of a submission", () => {
  it("match the grader's README", () => {
    const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
    const table = /The limits \(`sandbox\/limits\.ts`\):\n\n\|.*\n\|.*\n((?:\|.*\n)+)/.exec(readme)?.[1] ?? "";
    const numbers = [...table.matchAll(/\d[\d,]*/g)].map(([text]) => Number(text.replaceAll(",", "")));
    const { memoryMiB, outputMiB, ...limits } = DEFAULT_LIMITS;
    expect(memoryMiB).to.equal(1024);
    expect(numbers).to.deep.equal([
      limits.compileSeconds,
      limits.cellSeconds,
      limits.totalSeconds,
      limits.judgeSeconds,
      limits.heapMiB,
      memoryMiB / 1024,
      limits.processes,
      limits.openFiles,
      limits.diskMiB,
      limits.files,
      outputMiB,
      limits.messages,
      limits.cloudMiB,
      limits.cloudCalls,
    ]);
  });
});

import { expect } from "chai";
import { BatchMemory } from "./batch-memory";

const KIBIBYTE = 1024;

describe("buffered memory of uploads", () => {
  it("is one MiB each, and less for many uploads at once, so that the total is 64 MiB", () => {
    const memory = new BatchMemory();
    const kibibytes: number[] = [];
    for (let writers = 1; writers <= 2_000; writers += 1) {
      memory.begin();
      if ([1, 64, 128, 1_024, 2_000].includes(writers)) kibibytes.push(memory.batchBytes / KIBIBYTE);
    }
    expect(kibibytes).to.deep.equal([1_024, 1_024, 512, 64, 64]);
    for (let writers = 2_000; writers > 128; writers -= 1) memory.end();
    expect(memory.batchBytes / KIBIBYTE).to.equal(512);
  });
});

import { expect } from "chai";
import { MemoryPool } from "./bodies";

describe("reusable memory", () => {
  it("is lent to one user at a time, and again after any part of it was returned", () => {
    const memory = new MemoryPool({ pieceBytes: 100, maxFree: 4 });
    const [first, second] = [memory.lend(10), memory.lend(100)];
    expect(first.byteLength).to.be.at.least(100);
    expect(second.buffer).not.to.equal(first.buffer);
    memory.giveBack(first.subarray(3, 7));
    memory.giveBack(first);
    expect(memory.lend(50).buffer).to.equal(first.buffer);
    expect([first.buffer, second.buffer]).not.to.include(memory.lend(50).buffer);
  });

  it("is reused up to a maximum number of chunks, unless it is too large or comes from elsewhere", () => {
    const memory = new MemoryPool({ pieceBytes: 100, maxFree: 1 });
    const [first, second, large] = [memory.lend(1), memory.lend(1), memory.lend(101)];
    for (const item of [large, Buffer.alloc(200), first, second]) memory.giveBack(item);
    expect(memory.lend(1).buffer).to.equal(first.buffer);
    expect([first.buffer, second.buffer, large.buffer]).not.to.include(memory.lend(1).buffer);
  });
});

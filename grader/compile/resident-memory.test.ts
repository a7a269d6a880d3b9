import { expect } from "chai";
import { createResidentMemory } from "./resident-memory";

describe("the memory a compiler's process reports", () => {
  const { memoryUsage } = process;
  const { gc } = globalThis;
  /** The memory that the system and V8 report, and the number of garbage collections. */
  let says: { rss: number; heapTotal: number; heapUsed: number };
  let collections: number;
  beforeEach(() => {
    collections = 0;
    says = { rss: 0, heapTotal: 0, heapUsed: 0 };
    process.memoryUsage = Object.assign(() => ({ ...says, external: 0, arrayBuffers: 0 }), { rss: () => says.rss });
    globalThis.gc = (() => void (collections += 1)) as unknown as NonNullable<typeof gc>;
  });
  afterEach(() => {
    process.memoryUsage = memoryUsage;
    if (gc) globalThis.gc = gc;
    else delete globalThis.gc;
  });

  it("is the process's memory until it is warm, and then grows only by what isn't garbage", () => {
    const memory = createResidentMemory(100);
    const reportMemory = (rss: number, isWarm = true): number => {
      says = { ...says, rss };
      return memory.measureBytes(isWarm);
    };
    expect([
      reportMemory(10, false),
      reportMemory(300, false),
      reportMemory(200),
      reportMemory(230),
      reportMemory(250),
      reportMemory(190, false),
    ]).to.deep.equal([10, 300, 200, 230, 250, 190]);
    expect(collections).to.equal(0);
    // At half of the allowed growth, garbage is collected, and V8's empty heap doesn't count.
    says = { rss: 0, heapTotal: 90, heapUsed: 60 };
    expect([reportMemory(251), collections]).to.deep.equal([221, 2]);
    expect([reportMemory(301), reportMemory(241), collections]).to.deep.equal([271, 211, 2]);
    expect([reportMemory(302), collections]).to.deep.equal([272, 4]);
  });
});

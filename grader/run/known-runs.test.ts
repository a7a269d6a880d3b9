import { expect } from "chai";
import { NO_CLOUD } from "../evidence/evidence";
import type { RunEvidence } from "../evidence/evidence";
import { createKnownRuns } from "./known-runs";

const left = (evidence: Partial<RunEvidence>): RunEvidence =>
  ({ cloud: NO_CLOUD, journal: [], cells: [], scripts: [], seen: {}, answers: {}, end: "done", ...evidence });

describe("known runs", () => {
  /** Asks for a run of each code in turn, and gives those that took place. */
  async function ran(codes: readonly unknown[], evidence: Partial<RunEvidence> = {}): Promise<unknown[]> {
    const known = createKnownRuns();
    const took: unknown[] = [];
    for (const code of codes) {
      await known.run(Promise.resolve(code), () => {
        took.push(code);
        return Promise.resolve(left(evidence));
      });
    }
    return took;
  }

  it("run the same code once, and other code of its own", async () => {
    expect(await ran([["a"], ["b"], ["a"], ["b"], ["c"]])).to.deep.equal([["a"], ["b"], ["c"]]);
  });

  it("give what the code left behind when it ran", async () => {
    const known = createKnownRuns();
    const first = left({ seen: { answer: 1 } });
    await known.run(Promise.resolve("a"), () => Promise.resolve(first));
    expect(await known.run(Promise.resolve("a"), () => Promise.reject(new Error("ran again")))).to.equal(first);
  });

  it("forget a run that was cut off, and one that left too much to keep", async () => {
    for (const end of ["timeout", "crashed", "out-of-memory"] as const) expect(await ran(["a", "a"], { end }), end).to.have.length(2);
    expect(await ran(["a", "a"], { seen: { text: "x".repeat(2 ** 21) } })).to.have.length(2);
  });

  it("forget code that took too long to compile", async () => {
    expect(await ran([undefined, undefined])).to.have.length(2);
  });

  it("keep the hundred that were asked for last", async () => {
    const hundred = Array.from({ length: 100 }, (_, at) => at);
    expect(await ran([...hundred, 0, "one more", 0, 1])).to.deep.equal([...hundred, "one more", 1]);
  });

  it("fail where the compiler does", async () => {
    const known = createKnownRuns();
    const failed = await known.run(Promise.reject(new Error("no compiler")), () => Promise.resolve(left({}))).catch((error: unknown) => String(error));
    expect(failed).to.equal("Error: no compiler");
  });
});

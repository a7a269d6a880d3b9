import { expect } from "chai";
import { SAMPLES } from "./wire-corpus";
import { fuzzWire } from "./wire-fuzzer";

/** A fixed seed: with a new one each day, nobody could repeat a failure; `npm run bench -- fuzz-wire` tries others. */
const SEED = 20_261_121;

describe("the fuzzer of wire requests", function () {
  this.timeout(180_000);

  it("gets no 500, no logged bug and no unanswered request", async () => {
    const { statuses, faults } = await fuzzWire(SEED, 600);
    expect(faults).to.deep.equal([]);
    // Otherwise the fuzzer would test nothing: a third of its requests succeeds, and most of the rest is refused with a
    // reason.
    expect(statuses["200"]).to.be.greaterThan(SAMPLES.length);
    expect(statuses["400"]).to.be.greaterThan(SAMPLES.length);
  });
});

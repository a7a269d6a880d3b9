import { expect } from "chai";
import { SAMPLES } from "./wire-corpus";
import { fuzzWire } from "./wire-fuzzer";

/** Another each day would make a failure that nobody can show again; `npm run bench -- fuzz-wire` tries others. */
const SEED = 20_261_121;

describe("the fuzzer of wire requests", function () {
  this.timeout(180_000);

  it("finds no 500, no bug in the log, and no request without an answer", async () => {
    const { statuses, faults } = await fuzzWire(SEED, 600);
    expect(faults).to.deep.equal([]);
    // Or it tests nothing: a third of what it sends is taken, and most of the rest is refused for a reason.
    expect(statuses["200"]).to.be.greaterThan(SAMPLES.length);
    expect(statuses["400"]).to.be.greaterThan(SAMPLES.length);
  });
});

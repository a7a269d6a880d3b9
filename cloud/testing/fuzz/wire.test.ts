import { expect } from "chai";
import { SAMPLES } from "./wire-corpus";
import { fuzzWire } from "./wire-fuzzer";

/** A fixed seed: with a new one each day, nobody could repeat a failure. */
const SEED = Number(process.env["FUZZ_SEED"] ?? "20261121");
const COUNT = Number(process.env["FUZZ_COUNT"] ?? "600");
/** The maximum number of requests that one cloud gets. */
const CLOUD = 5000;

describe("the fuzzer of wire requests", function () {
  this.timeout(600_000 * Math.ceil(COUNT / 600));

  it("gets no 500, no logged bug and no unanswered request", async () => {
    for (let at = 0; at * CLOUD < COUNT; at += 1) {
      const count = Math.min(CLOUD, COUNT - at * CLOUD);
      const { statuses, faults } = await fuzzWire(SEED + at, count);
      expect(faults).to.deep.equal([]);
      if (count < 600) continue;
      // Otherwise the fuzzer would test nothing: a third of its requests succeeds, and most of the rest is refused with a
      // reason.
      expect(statuses["200"]).to.be.greaterThan(SAMPLES.length);
      expect(statuses["400"]).to.be.greaterThan(SAMPLES.length);
    }
  });
});

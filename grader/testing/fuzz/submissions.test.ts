import { join } from "node:path";
import { expect } from "chai";
import { explainNotConfined } from "../../sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../sandbox/limits";
import { skipIf } from "../../../cloud/testing/skip";
import { gradeFuzzed } from "./grade-fuzzed";
import { createFuzzedSubmissions } from "./make-submissions";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const SEED = Number(process.env["FUZZ_SEED"] ?? process.env["LABS_TEST_SEED"] ?? "7");
const COUNT = Number(process.env["FUZZ_COUNT"] ?? "30");
/** The number of submissions in a folder, which one run of the grader grades. */
const CLASS = 100;

describe(`fuzzed submissions (seed ${SEED})`, function () {
  this.timeout(600_000 * Math.ceil(COUNT / CLASS));

  it("are the same for the same seed, and differ for another seed", () => {
    const createText = (seed: number) =>
      createFuzzedSubmissions(5, seed).map(({ bytes }) => Buffer.from(bytes).toString("base64"));
    expect(createText(SEED)).to.deep.equal(createText(SEED));
    expect(createText(SEED)).to.not.deep.equal(createText(SEED + 1));
  });

  it("cause no grader fault and leave no process running", async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    for (let at = 0; at * CLASS < COUNT; at += 1) {
      const count = Math.min(CLASS, COUNT - at * CLASS);
      const { exit, statuses, faults, left } = await gradeFuzzed(ROOT, { count, seed: SEED + at });
      expect({ exit, faults, left }, `seed ${SEED + at}`).to.deep.equal({ exit: 0, faults: [], left: [] });
      // Some submissions must get past the first refusals, and be graded.
      if (count >= 30) expect(statuses["graded"]).to.be.greaterThan(3);
    }
  });
});

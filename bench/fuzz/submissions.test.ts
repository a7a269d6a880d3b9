import { join } from "node:path";
import { expect } from "chai";
import { explainNotConfined } from "../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { skipIf } from "../../cloud/testing/skip";
import { gradeFuzzed } from "./grade-fuzzed";
import { createFuzzedSubmissions } from "./make-submissions";

const ROOT = join(import.meta.dirname, "..", "..");
const SEED = Number(process.env["LABS_TEST_SEED"] ?? "7");
const COUNT = 30;

describe(`fuzzed submissions (seed ${SEED})`, function () {
  this.timeout(600_000);

  it("are the same for the same seed, and differ for another seed", () => {
    const createText = (seed: number) =>
      createFuzzedSubmissions(5, seed).map(({ bytes }) => Buffer.from(bytes).toString("base64"));
    expect(createText(SEED)).to.deep.equal(createText(SEED));
    expect(createText(SEED)).to.not.deep.equal(createText(SEED + 1));
  });

  it("cause no grader fault and leave no process running", async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    const { exit, statuses, faults, left } = await gradeFuzzed(ROOT, { count: COUNT, seed: SEED });
    expect({ exit, faults, left }).to.deep.equal({ exit: 0, faults: [], left: [] });
    // Some submissions must get past the first refusals, and be graded.
    expect(statuses["graded"]).to.be.greaterThan(3);
  });
});

import { join } from "node:path";
import { expect } from "chai";
import { whyNotConfined } from "../../grader/sandbox/bubblewrap";
import { DEFAULT_LIMITS } from "../../grader/sandbox/limits";
import { skipIf } from "../../test/skip";
import { gradeFuzzed } from "./grade-fuzzed";
import { fuzzedSubmissions } from "./make-submissions";

const ROOT = join(import.meta.dirname, "..", "..");
const SEED = Number(process.env["LABS_TEST_SEED"] ?? "7");
const COUNT = 30;

describe(`fuzzed submissions (seed ${SEED})`, function () {
  this.timeout(600_000);

  it("are the same for the same seed, and others for another", () => {
    const text = (seed: number) => fuzzedSubmissions(5, seed).map(({ bytes }) => Buffer.from(bytes).toString("base64"));
    expect(text(SEED)).to.deep.equal(text(SEED));
    expect(text(SEED)).to.not.deep.equal(text(SEED + 1));
  });

  it("end in no fault of the grader's, and leave no process", async function () {
    skipIf(this, whyNotConfined(DEFAULT_LIMITS));
    const { exit, statuses, faults, left } = await gradeFuzzed(ROOT, { count: COUNT, seed: SEED });
    expect({ exit, faults, left }).to.deep.equal({ exit: 0, faults: [], left: [] });
    // Some submissions must get past the first refusals, and be graded.
    expect(statuses["graded"]).to.be.greaterThan(3);
  });
});

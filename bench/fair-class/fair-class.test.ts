import { expect } from "chai";
import { join } from "node:path";
import { between, seededRandom } from "../../src/generators/random";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { gradeLearners } from "./grade-class";
import { FAIR_CLASS, type Learner } from "./learners";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
/** Changes which learners a short run grades. */
const SEED = Number(process.env["FAIR_CLASS_SEED"] ?? 40);
/** The number of learners in a short run: each costs some ten seconds of processor time. `npm run bench -- fair-class` grades all. */
const FEW = 2;

function drawFew(learners: readonly Learner[]): Learner[] {
  const random = seededRandom(SEED);
  const left = [...learners];
  return Array.from({ length: FEW }, () => left.splice(between(random, 0, left.length - 1), 1)).flat();
}

describe("the class with predetermined marks", () => {
  const of05 = FAIR_CLASS.filter(({ handedInFor }) => handedInFor === "05");

  it("has 108 learners, each with a unique name", () => {
    expect(FAIR_CLASS).to.have.lengthOf(108);
    expect(new Set(FAIR_CLASS.map(({ who, handedInFor }) => `${handedInFor} ${who}`))).to.have.lengthOf(108);
  });

  it(`gets the predetermined marks for lab 05 from labs grade, seed ${SEED}`, async function () {
    skipIf(this, LEFT_TO_CI);
    const learners = LONG ? of05 : drawFew(of05);
    const found = await gradeLearners(ROOT, { lab: "05", learners, folder: createTemporaryFolder() });
    expect(found, JSON.stringify(found, undefined, 1)).to.deep.equal([]);
  });
});

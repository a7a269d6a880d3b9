import { expect } from "chai";
import { join } from "node:path";
import { readLab } from "../../authoring/index";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { labs } from "../../course/index";
import { isSameInAnyLayout, removeComments } from "../../grader/merge/code-words";
import { collectAnswers } from "../../grader/merge/collect-answers";
import { readOtherLabs } from "../../grader/merge/other-labs";
import { readCode } from "../../grader/merge/read-code";
import { readSkeleton } from "../../grader/merge/read-skeleton";
import { findClass } from "../../grader/submission/find-submissions";
import { readSubmission } from "../../grader/submission/read-submission";
import { between, seededRandom } from "../../src/generators/random";
import { gradeLearners, writeClass } from "./grade-class";
import { FAIR_CLASS, type Learner } from "./learners";

const ROOT = join(import.meta.dirname, "..", "..");
/** Changes which learners a short run grades. */
const SEED = Number(process.env["FAIR_CLASS_SEED"] ?? 40);
/** The number of each lab's learners in a short run: each costs some ten seconds of processor time. `npm run bench -- fair-class` grades all. */
const FEW = 2;

function drawFew(learners: readonly Learner[]): Learner[] {
  const random = seededRandom(SEED);
  const left = [...learners];
  return Array.from({ length: FEW }, () => left.splice(between(random, 0, left.length - 1), 1)).flat();
}

/** The exercises of a lab whose answers are not read as the learners have written them, each after the learner's name. */
async function listMisread(lab: string, learners: readonly Learner[]): Promise<string[]> {
  const skeleton = readSkeleton(await readLab(ROOT, lab));
  const paths = { notebook: skeleton.notebook, scripts: skeleton.scripts.map(({ id }) => id) };
  const folder = createTemporaryFolder();
  const works = await writeClass(ROOT, learners, folder);
  const otherLabs = readOtherLabs(ROOT, skeleton);
  const { found } = await findClass([folder], paths);
  const misread: string[] = [];
  for (const [{ who }, { answers }] of works) {
    const submission = found.find(({ id }) => id === who);
    if (!submission) throw new Error(`${who}'s hand-in was not found.`);
    const { bodies } = collectAnswers(skeleton, readCode(await readSubmission(submission, paths), lab, otherLabs));
    for (const { id, slots } of [...skeleton.cells, ...skeleton.scripts])
      for (const [n, { exercise, stub }] of slots.entries()) {
        const [read, written] = [bodies, answers].map((all) => {
          const code = removeComments(all.get(id)?.[n] ?? stub);
          // An answer without code is an open one.
          return code.length === 0 ? removeComments(stub) : code;
        });
        if (!isSameInAnyLayout(read ?? [], written ?? [])) misread.push(`${who}: ${exercise}`);
      }
  }
  return misread;
}

describe("the class with predetermined marks", () => {
  it("has 108 learners, each with a unique name", () => {
    expect(FAIR_CLASS).to.have.lengthOf(108);
    expect(new Set(FAIR_CLASS.map(({ who, handedInFor }) => `${handedInFor} ${who}`))).to.have.lengthOf(108);
  });

  for (const { id, number } of labs) {
    const all = FAIR_CLASS.filter(({ handedInFor }) => handedInFor === number);
    if (all.length === 0) continue;

    it(`is read as it was written, in whatever form it's handed in, for lab ${number}`, async () => {
      const readable = all.filter(({ isUnreadable }) => !isUnreadable);
      expect(await listMisread(id, readable)).to.deep.equal([]);
    });

    it(`gets these marks from labs grade, for lab ${number}, seed ${SEED}`, async function () {
      skipIf(this, LEFT_TO_CI);
      const learners = LONG ? all : drawFew(all);
      const found = await gradeLearners(ROOT, { lab: number, learners, folder: createTemporaryFolder() });
      expect(found, JSON.stringify(found, undefined, 1)).to.deep.equal([]);
    });
  }
});

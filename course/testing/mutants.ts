import { expect } from "chai";
import { createMutants } from "../../grader/mutation/mutants";
import { drawSample } from "./draw-sample";
import { loadEquivalentMutants, formatMutants, scoreMutations } from "./mutation-score";
import { useRehearsal } from "./rehearsal";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";

/**
 * Tests that a sample of a lab's mutants lose marks (all mutants if the lab has few), and that every mutant in the list
 * of right answers exists. `npm run bench -- mutants` judges all mutants.
 *
 * Outside CI, a short run judges only the mutants of lab 01, which take least time. In the other labs, the tests of the mistakes
 * usually find the same faults of the checks.
 *
 * @param count the number of mutants judged in a long run; other runs judge a sixth of it
 * @param seed draws the sample
 * @param kinds the kinds of mutations that it is drawn from, or all
 */
export function testMutants(
  lab: string,
  { count: max, seed, kinds }: { count: number; seed: number; kinds?: readonly string[] },
): void {
  const count = LONG ? max : Math.ceil(max / 6);
  describe(`the mutants of lab ${lab.slice(0, 2)}'s solution`, function () {
    this.timeout(900_000);
    const rehearsal = useRehearsal(lab);

    it("exist if they are listed as right answers", async () => {
      const all = createMutants(rehearsal().skeleton);
      const keys = new Set(all.map(({ exercise, key }) => `${exercise} ${key}`));
      const lists = Object.entries(await loadEquivalentMutants(lab));
      const stale = lists.flatMap(([exercise, list]) =>
        Object.keys(list).filter((key) => !keys.has(`${exercise} ${key}`)),
      );
      expect(stale).to.deep.equal([]);
      expect(all.length - keys.size, "two mutants of one exercise have the same key").to.equal(0);
    });

    it(`lose marks or earn a remark, ${count} of them drawn with seed ${seed}`, async function () {
      skipIf(this, lab.startsWith("01-") ? undefined : LEFT_TO_CI);
      const all = createMutants(rehearsal().skeleton);
      const selected = all.filter(({ key }) => kinds?.some((kind) => key.startsWith(`${kind}: `)) ?? true);
      const { missed, score } = await scoreMutations(lab, drawSample(selected, count, seed), {
        rehearsal: rehearsal(),
      });
      expect(score, "no mutant ran").to.be.a("number");
      expect(missed, `These wrong answers get full marks (seed ${seed}):\n${formatMutants(missed)}\n`).to.deep.equal(
        [],
      );
    });
  });
}

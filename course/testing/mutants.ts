import { join } from "node:path";
import { expect } from "chai";
import type { EquivalentMutants } from "../../grader/index";
import { judgeMutants, scoreOf } from "../../grader/mutation/judged";
import type { MutationScore } from "../../grader/mutation/judged";
import { mutantsOf } from "../../grader/mutation/mutants";
import type { SolutionMutant } from "../../grader/mutation/mutants";
import type { Rehearsal } from "../../grader/index";
import { between, seededRandom } from "../../src/generators/random";
import { LONG } from "../../test/long";
import { ROOT, useRehearsal } from "./rehearsal";

/** The score that each lab's checks must reach. */
export const LEAST_SCORE = 0.97;

/** The mutants of a lab that are right answers, with their reasons. */
export async function equivalentMutantsOf(lab: string): Promise<EquivalentMutants> {
  const file = join(ROOT, "course", lab, "equivalent-mutants.ts");
  const { equivalentMutants } = (await import(file)) as { equivalentMutants: EquivalentMutants };
  return equivalentMutants;
}

/** Judges these mutants of a lab, and counts the verdicts. */
export async function mutationScore(
  lab: string,
  mutants: readonly SolutionMutant[],
  { rehearsal, told }: { rehearsal: Rehearsal; told?: () => void },
): Promise<MutationScore> {
  return scoreOf(await judgeMutants(mutants, rehearsal, { told }), await equivalentMutantsOf(lab));
}

/** Names mutants for a message, a line each. */
export function listed(mutants: readonly SolutionMutant[]): string {
  return mutants.map(({ exercise, key }) => `  ${exercise}\n    ${key}`).join("\n");
}

/**
 * Tests that a sample of a lab's mutants lose marks, all of them where there are few, and that every mutant which is listed as a right
 * answer exists. `npm run bench -- mutants` judges all.
 *
 * @param count how many are judged in a long run; a third of them in a short one
 * @param seed  draws them
 */
export function testMutants(lab: string, { count: most, seed }: { count: number; seed: number }): void {
  const count = LONG ? most : Math.ceil(most / 3);
  describe(`the mutants of lab ${lab.slice(0, 2)}'s solution`, function () {
    this.timeout(900_000);
    const rehearsal = useRehearsal(lab);

    it("are there, where they are listed as right answers", async () => {
      const all = mutantsOf(rehearsal().skeleton);
      const keys = new Set(all.map(({ exercise, key }) => `${exercise} ${key}`));
      const lists = Object.entries(await equivalentMutantsOf(lab));
      const stale = lists.flatMap(([exercise, list]) =>
        Object.keys(list).filter((key) => !keys.has(`${exercise} ${key}`)),
      );
      expect(stale).to.deep.equal([]);
      expect(all.length - keys.size, "two mutants of one exercise have the same key").to.equal(0);
    });

    it(`lose marks or are told of, ${count} of them drawn with seed ${seed}`, async () => {
      const { missed } = await mutationScore(lab, drawn(mutantsOf(rehearsal().skeleton), count, seed), {
        rehearsal: rehearsal(),
      });
      expect(missed, `These wrong answers get full marks (seed ${seed}):\n${listed(missed)}\n`).to.deep.equal([]);
    });
  });
}

function drawn(mutants: readonly SolutionMutant[], count: number, seed: number): SolutionMutant[] {
  const random = seededRandom(seed);
  const left = [...mutants];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(between(random, 0, left.length - 1), 1),
  ).flat();
}

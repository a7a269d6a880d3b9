import { expect } from "chai";
import { renderExerciseText } from "../../grader/index";
import { expectFeedback } from "./golden-feedback";
import { loadMistakes } from "./load-mistakes";
import { useRehearsal } from "./rehearsal";
import { hasChecks, expectSameVerdict, judgeBothWays } from "./same-verdict";
import { IN_CI, LONG } from "../../cloud/testing/skip";

/**
 * Tests that each mistake of a lab fails its own claims and no others, and earns the feedback in `golden/mistakes/`. A
 * learner's own check (`labs check`) then has to come to the same verdict. A long run tests and checks every mistake. A
 * run in CI tests the first mistake of each exercise, a short run those of every fifth exercise. Both check some of them, in two of the labs,
 * and test each mistake that is always judged.
 *
 * @param masked hides the parts of feedback that differ from run to run
 */
export async function testMistakes(lab: string, masked: (feedback: string) => string): Promise<void> {
  const mistakes = await loadMistakes(lab);
  const firstOfEach = [
    ...new Map(mistakes.toReversed().map((mistake) => [mistake.exercise, mistake])).values(),
  ].reverse();
  const sample = new Set(LONG ? mistakes : firstOfEach.filter((_, at) => IN_CI || at % 5 === 0));
  const others = mistakes.filter((mistake) => mistake.isAlwaysJudged && !sample.has(mistake));
  describe(`each mistake of lab ${lab.slice(0, 2)}`, function () {
    this.timeout(900_000);
    const rehearsal = useRehearsal(lab);
    for (const [at, mistake] of [...sample, ...others].entries()) {
      const { name, exercise, fails, answer } = mistake;
      const isChecked = hasChecks(lab, at % 6 === 0 && sample.has(mistake));
      it(`${name} fails only its own claims, with its own feedback`, async () => {
        // The other exercises are open, so that only this answer's part of the lab runs. The feedback is that of a
        // learner whose other answers are right, since the solution replaces them.
        const answers = { [exercise]: answer };
        const verdicts = await judgeBothWays(rehearsal(), answers, {
          extras: { others: "open" },
          variation: { revealsAllOutput: true },
          isChecked,
        });
        const { status, exercises, notes } = verdicts.graded;
        const result = exercises.find(({ id }) => id === exercise);
        expect(result?.claims.filter(({ holds }) => !holds).map(({ says }) => says)).to.deep.equal(fails);
        expect([status, ...notes]).to.deep.equal(["graded"]);
        await expectFeedback(mistake, result ? masked(renderExerciseText(result).join("\n")) : "", mistakes);
        if (isChecked) expectSameVerdict(verdicts, masked);
      });
    }
  });
}

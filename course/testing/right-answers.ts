import { expect } from "chai";
import type { AnswerLines, Rehearsal } from "../../grader/index";
import { hasChecks, expectSameVerdict, judgeBothWays } from "./same-verdict";
import { IN_CI, LONG } from "../../cloud/testing/skip";

/** A right answer that differs from the solution's. */
interface RightAnswer {
  readonly says: string;
  readonly exercise: string;
  readonly answer: string;
  /** The code of cells that the learner adds to the notebook. */
  readonly cells?: readonly string[];
}

/**
 * Tests, inside a `describe`, that right answers get full marks, and that a learner's own check says the same. A long
 * run grades and checks each answer by itself. A short run puts the first answers to all exercises into one submission,
 * the second ones into another, and so on, outside of CI the first three; in two of the labs it also checks the second of these
 * submissions, all exercises at once.
 */
export function testRightAnswers(lab: string, rehearsal: () => Rehearsal, answers: readonly RightAnswer[]): void {
  const combined = combineAnswers(answers).slice(0, IN_CI ? undefined : 3);
  for (const [at, together] of (LONG ? answers.map((answer) => [answer]) : combined).entries()) {
    const titles = together.map(({ exercise, says }) => `${exercise} with ${says}`);
    it(`gives full marks for ${titles.join("; ")}`, async () => {
      const lines: AnswerLines = Object.fromEntries(
        together.map(({ exercise, answer }) => [`${lab}.${exercise}`, answer.split("\n")]),
      );
      const cells = together.flatMap((answer) => answer.cells ?? []);
      const isChecked = hasChecks(lab, at === 1);
      const extras = { others: "open" as const, ...(cells.length > 0 ? { cells } : {}) };
      const verdicts = await judgeBothWays(rehearsal(), lines, { extras, isChecked, isCheckedAtOnce: !LONG });
      const { status, exercises, notes } = verdicts.graded;
      expect([status, ...notes]).to.deep.equal(["graded"]);
      for (const { exercise, says } of together) {
        const judged = exercises.find(({ id }) => id === `${lab}.${exercise}`);
        expect(
          [judged?.status, ...(judged?.claims ?? []).filter(({ holds }) => !holds)],
          `${exercise} with ${says}`,
        ).to.deep.equal(["right"]);
      }
      if (isChecked) expectSameVerdict(verdicts, (text) => text);
    });
  }
}

/** Groups the answers: the first answers to all exercises, then the second ones, and so on. */
function combineAnswers(answers: readonly RightAnswer[]): RightAnswer[][] {
  const rounds: RightAnswer[][] = [];
  const seen = new Map<string, number>();
  for (const answer of answers) {
    const round = seen.get(answer.exercise) ?? 0;
    seen.set(answer.exercise, round + 1);
    (rounds[round] ??= []).push(answer);
  }
  return rounds;
}

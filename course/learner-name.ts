import { expect } from "chai";
import { formatHint, formatValue, it, type Evidence, type EvidencePair } from "../grader/index";
import { isLearnerName } from "../src/exercises/draw-variant";
import { requireFromSolution } from "./evidence-words";

/**
 * The name that a learner has chosen as `STUDENT`; undefined if they have chosen none. The plan lists the constant in
 * `chosenNames`.
 */
export const findLearnerName = ({ chosenNames }: Evidence): string | undefined => chosenNames["STUDENT"];

/** Where the page shows the values for a learner's name; nothing without a name. */
export const lookAtValues = (run: Evidence, cell: string): readonly string[] =>
  isLearnerName(findLearnerName(run)) ? [`the table below the cell ${cell}, which is made for your name`] : [];

/** Makes the claim, inside an exercise, that the constant `STUDENT` is a name that the grader can read. The plan asks for it. */
export function claimLearnerName({ learner, solution }: EvidencePair): void {
  it("is a name in quotes, without accents or special characters", () => {
    const [answer, right] = [learner, solution].map((run) => run.answer("STUDENT"));
    const name = answer && "value" in answer ? answer.value : undefined;
    // The name as the grader reads it in the code; the solution's run has none.
    const written =
      findLearnerName(learner) ?? requireFromSolution(right && "value" in right ? right.value : undefined);
    expect(
      isLearnerName(name) ? name : undefined,
      formatHint({
        expected: 'a name such as "grace-hopper": letters from a to z, digits and hyphens, between two quotes',
        found: answer && "error" in answer ? answer.error : formatValue(name),
        look: isLearnerName(name)
          ? "STUDENT: the check reads the name in your code, where it must be written out"
          : "STUDENT: write it without accents or special characters",
      }),
    ).to.equal(written);
  });
}

import { expect } from "chai";
import { exercise, formatHint, it, formatValue } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";

/** The most that rounding to cents can change, and a little more: numbers with decimals are not exact. */
const HALF_A_CENT = 0.005_000_1;

exercise("04-windowed-delivery.cost", { points: 1, title: "What it costs to forget" }, ({ learner, solution }) => {
  it("multiplies shards, hours and price", () => {
    for (const id of ["cost-1", "cost-2", "cost-3"]) {
      const expected = solution.answer(id);
      const learnerAnswer = learner.answer(id);
      const toAmount = (answer: typeof learnerAnswer) => ("value" in answer ? Number(answer.value) : undefined);
      const dollars = requireFromSolution(toAmount(expected));
      expect(
        Math.abs((toAmount(learnerAnswer) ?? NaN) - dollars) <= HALF_A_CENT,
        formatHint({
          expected: `${formatValue(Number(dollars.toPrecision(9)))} USD, to the cent or more exactly`,
          found: "value" in learnerAnswer ? formatValue(learnerAnswer.value) : learnerAnswer.error,
          look: "shards times hours times 0.015",
        }),
      ).to.equal(true);
    }
  });
});

import { expect } from "chai";
import { exercise, hint, it, shown } from "../../../grader/index";
import { inSolution } from "../../evidence-words";

exercise("04-windowed-delivery.cost", { points: 1, title: "What it costs to forget" }, ({ learner, solution }) => {
  it("multiplies shards, hours and price", () => {
    for (const id of ["cost-1", "cost-2", "cost-3"]) {
      const wanted = solution.answer(id);
      const own = learner.answer(id);
      const amount = (answer: typeof own) =>
        "value" in answer ? Number(Number(answer.value).toPrecision(9)) : undefined;
      expect(
        amount(own),
        hint({
          expected: `${shown(inSolution(amount(wanted)))} USD`,
          found: "value" in own ? shown(own.value) : own.error,
          look: "shards times hours times 0.015",
        }),
      ).to.equal(amount(wanted));
    }
  });
});

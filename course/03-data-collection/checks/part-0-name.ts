import { expect } from "chai";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
import { isLearnerName } from "../../../src/collection/learner-numbers";
import { requireFromSolution } from "../../evidence-words";

exercise("03-data-collection.student-name", { points: 1, title: "Your name" }, ({ learner, solution }) => {
  it("is one text in quotes, of letters, digits and hyphens", () => {
    const [answer, right] = [learner, solution].map((run) => run.answer("STUDENT"));
    const name = answer && "value" in answer ? answer.value : undefined;
    // The name as the grader reads it in the code; the solution's run has none.
    const written =
      learner.chosenNames["STUDENT"] ?? requireFromSolution(right && "value" in right ? right.value : undefined);
    expect(
      isLearnerName(name) ? name : undefined,
      formatHint({
        expected: 'a name such as "grace-hopper": letters from a to z, digits and hyphens, between two quotes',
        found: answer && "error" in answer ? answer.error : formatValue(name),
        look: isLearnerName(name)
          ? "STUDENT: the check reads the name in your code, and can't put pieces together"
          : "STUDENT: a text without accents and other signs",
      }),
    ).to.equal(written);
  });
});

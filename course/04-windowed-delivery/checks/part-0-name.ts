import { expect } from "chai";
import { exercise, hint, it, shown } from "../../../grader/index";
import { OUTPUT } from "../grading/delivery";
import { inSolution } from "../../evidence-words";

exercise("04-windowed-delivery.student-name", { points: 1, title: "Your name" }, ({ learner, solution }) => {
  const answer = learner.answer("student");
  const found = "value" in answer ? answer.value : undefined;
  it("is a name that a bucket may carry", () => {
    expect(
      typeof found === "string" && /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/.test(found),
      hint({
        expected: "a text of 3 to 20 small letters, digits and hyphens, a letter first",
        found: "value" in answer ? shown(found) : answer.error,
        look: "STUDENT: capital letters, spaces and underscores are not allowed in the name of a bucket",
        because: "name",
      }),
    ).to.equal(true);
  });
  it("stands in the names of stream and bucket", () => {
    const named = (run: typeof learner) =>
      run.cloud.streams.some(({ name }) => name.endsWith(OUTPUT)) &&
      run.cloud.buckets.some(({ name }) => name.includes(`${OUTPUT}-`));
    inSolution(named(solution) || undefined);
    expect(
      named(learner) && learner.cloud.streams.some(({ name }) => name === `${String(found)}${OUTPUT}`),
      hint({
        expected: `a stream and a bucket whose names begin with ${shown(found)}`,
        found: learner.cell("delivery-stream")?.error ?? "they are not there",
        look: "STUDENT: is it a text?",
        because: "name",
      }),
    ).to.equal(true);
  });
});

import { expect } from "chai";
import { exercise, hint, it, shown } from "../../../grader/index";
import { OUTPUT } from "../grading/delivery";
import { inSolution } from "../../evidence-words";

/** The rules of a name, as the text above its cell gives them, and what to look for where one of them is broken. */
const RULES: readonly (readonly [pattern: RegExp, rule: string, look: string])[] = [
  [
    /^[a-z0-9-]*$/,
    "a name of small letters, digits and hyphens alone",
    "STUDENT: capital letters, spaces and underscores are not allowed in the name of a bucket",
  ],
  [/^[a-z]/, "a name that begins with a small letter", "STUDENT: its first character must be a small letter"],
  [/^.{3,}$/, "a name of 3 characters or more", "STUDENT: make it longer"],
  [/^.{0,20}$/, "a name of 20 characters or fewer", "STUDENT: make it shorter"],
];

exercise("04-windowed-delivery.student-name", { points: 1, title: "Your name" }, ({ learner, solution }) => {
  const answer = learner.answer("student");
  const found = "value" in answer ? answer.value : undefined;
  it("is a name that a bucket may carry", () => {
    const broken = typeof found === "string" ? RULES.find(([pattern]) => !pattern.test(found)) : undefined;
    const [, rule = "a text of small letters, digits and hyphens", look = "STUDENT: is it a text?"] = broken ?? [];
    expect(
      typeof found === "string" && broken === undefined,
      hint({
        expected: rule,
        found: "value" in answer ? foundName(found) : answer.error,
        look,
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

function foundName(found: unknown): string {
  if (typeof found !== "string") return shown(found);
  return `${shown(found)}, which has ${found.length} ${found.length === 1 ? "character" : "characters"}`;
}

import { expect } from "chai";
import { exercise, formatHint, it, formatValue } from "../../../grader/index";
import { OUTPUT } from "../grading/delivery";
import { requireFromSolution } from "../../evidence-words";

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
      formatHint({
        expected: rule,
        found: "value" in answer ? describeFoundName(found, rule) : answer.error,
        look,
        because: "name",
      }),
    ).to.equal(true);
  });
  it("is in the names of stream and bucket", () => {
    const isNamed = (run: typeof learner) =>
      run.cloud.streams.some(({ name }) => name.endsWith(OUTPUT)) &&
      run.cloud.buckets.some(({ name }) => name.includes(`${OUTPUT}-`));
    requireFromSolution(isNamed(solution) || undefined);
    expect(
      isNamed(learner) && learner.cloud.streams.some(({ name }) => name === `${String(found)}${OUTPUT}`),
      formatHint({
        expected: `a stream and a bucket whose names begin with ${formatValue(found)}`,
        found: learner.findCell("delivery-stream")?.error ?? "they are not there",
        look: "STUDENT: is it a text?",
        because: "name",
      }),
    ).to.equal(true);
  });
});

function describeFoundName(found: unknown, rule: string): string {
  if (typeof found !== "string" || !rule.includes("characters or")) return formatValue(found);
  return `${formatValue(found)}, which has ${found.length} ${found.length === 1 ? "character" : "characters"}`;
}

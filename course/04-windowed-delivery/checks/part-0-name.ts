import { expect } from "chai";
import { exercise, formatHint, it, formatValue } from "../../../grader/index";
import { OUTPUT } from "../grading/delivery";
import { requireFromSolution } from "../../evidence-words";

/** The rules of a name, as the text above its cell gives them, what to look for where one of them is broken, and what then is found. */
const RULES: readonly (readonly [pattern: RegExp, rule: string, look: string, describe?: (name: string) => string])[] =
  [
    [
      /^[a-z0-9-]*$/,
      "a name of small letters, digits and hyphens alone",
      "STUDENT: capital letters, spaces and underscores are not allowed in the name of a bucket",
    ],
    [/^[a-z]/, "a name that begins with a small letter", "STUDENT: its first character must be a small letter"],
    [/^.{3,}$/, "a name of 3 characters or more", "STUDENT: make it longer", describeLength],
    [/^.{0,20}$/, "a name of 20 characters or fewer", "STUDENT: make it shorter", describeLength],
  ];

exercise("04-windowed-delivery.student-name", { points: 1, title: "Your name" }, ({ learner, solution }) => {
  const answer = learner.answer("student");
  const found = "value" in answer ? answer.value : undefined;
  it("is a name that a bucket may carry", () => {
    const broken = typeof found === "string" ? RULES.find(([pattern]) => !pattern.test(found)) : undefined;
    const [
      ,
      rule = "a text of small letters, digits and hyphens",
      look = "STUDENT: is it a text?",
      describe = formatValue,
    ] = broken ?? [];
    expect(
      typeof found === "string" && broken === undefined,
      formatHint({
        expected: rule,
        found: "error" in answer ? answer.error : typeof found === "string" ? describe(found) : formatValue(found),
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

function describeLength(name: string): string {
  return `${formatValue(name)}, which has ${name.length} ${name.length === 1 ? "character" : "characters"}`;
}

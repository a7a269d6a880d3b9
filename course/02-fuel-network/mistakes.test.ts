import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { exerciseText, openRehearsal } from "../../grader/index";
import type { Mistake, Rehearsal } from "../../grader/index";
import { expectGolden } from "../../scripts/golden/expect-golden";

const ROOT = join(import.meta.dirname, "..", "..");
const FOLDER = join(import.meta.dirname, "mistakes");

const mistakes = await Promise.all(
  readdirSync(FOLDER).filter((name) => name.endsWith(".ts")).sort().map(async (name) => {
    const { mistake } = await import(join(FOLDER, name)) as { mistake: Mistake };
    return { name: basename(name, ".ts"), ...mistake };
  }),
);

describe("each mistake of lab 02", function () {
  this.timeout(300_000);
  let rehearsal: Rehearsal;
  before(async () => { rehearsal = await openRehearsal({ root: ROOT, lab: "02-fuel-network" }); });
  after(() => rehearsal.close());

  for (const { name, exercise, fails, answer } of mistakes) {
    it(`${name} fails its own claims alone, and earns its own feedback`, async () => {
      // The other exercises are open, so that nothing but this answer's own part of the lab runs.
      const { status, exercises, notes } = await rehearsal.grade({ [exercise]: answer }, { others: "open" });
      const result = exercises.find(({ id }) => id === exercise);
      expect(result?.claims.filter(({ holds }) => !holds).map(({ says }) => says)).to.deep.equal(fails);
      expect([status, ...notes]).to.deep.equal(["graded"]);
      expectGolden(join(import.meta.dirname, "golden", "mistakes", `${name}.txt`), result ? masked(exerciseText(result).join("\n")) : "");
    });
  }

  it("leaves the marks of all other exercises alone, one mistake in each part of the lab", async () => {
    const wrong = ["hour-replaced-by-minute", "levels-as-numbers", "only-the-first-tank", "number-forgotten"].map((name) => mistakes.find((one) => one.name === name));
    const answers = Object.fromEntries(wrong.flatMap((one) => (one ? [[one.exercise, one.answer]] : [])));
    const { exercises } = await rehearsal.grade(answers, { others: "solution" });
    expect(exercises.filter(({ status }) => status !== "right").map(({ id }) => id).sort()).to.deep.equal(Object.keys(answers).sort());
  });
});

/** What differs from run to run: levels are drawn by lot, and requests have ids. */
function masked(text: string): string {
  return text
    .replace(/(?<=Found: there is )\d{3}\b/g, "<level>")
    .replace(/(?<=Found: of )\d+ levels, only \d+(?= differ)/g, "<n> levels, only <n>")
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<id>");
}

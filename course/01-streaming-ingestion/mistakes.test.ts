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

describe("each mistake of lab 01", function () {
  this.timeout(60_000);
  let rehearsal: Rehearsal;
  before(async () => { rehearsal = await openRehearsal({ root: ROOT, lab: "01-streaming-ingestion" }); });
  after(() => rehearsal.close());

  for (const { name, exercise, fails, answer } of mistakes) {
    it(`${name} fails its own claims alone, and earns its own feedback`, async () => {
      const { status, exercises, notes } = await rehearsal.grade({ [exercise]: answer }, { others: "solution" });
      const failed = exercises.flatMap(({ id, claims }) => claims.filter(({ holds }) => !holds).map(({ says }) => `${id}: ${says}`));
      expect(failed).to.deep.equal(fails.map((says) => `${exercise}: ${says}`));
      expect([status, ...notes]).to.deep.equal(["graded"]);
      const result = exercises.find(({ id }) => id === exercise);
      expectGolden(join(import.meta.dirname, "golden", "mistakes", `${name}.txt`), result ? masked(exerciseText(result).join("\n")) : "");
    });
  }
});

/** The time of the run is the one thing in feedback that differs from run to run. */
function masked(text: string): string {
  return text.replace(/\b20\d\d-\d\d-\d\dT[\d:.]+Z(?=")/g, (time) => (time === "2026-11-20T09:15:02.123Z" ? time : "<time>"));
}

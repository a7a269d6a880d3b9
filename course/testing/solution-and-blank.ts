import { expect } from "chai";
import type { Rehearsal } from "../../grader/index";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";

const SEEDS = LONG ? [2, 3, 5, 8, 13, 21, 34, 55, 89, 857] : [857];

/**
 * Tests, inside a `describe`, that the solution earns all marks with any seed, and that the files
 * handed out to learners and answers that do nothing earn none.
 *
 * @param created what a learner's check compares with their own cloud: each resource with its exercise, and the settings of streams
 */
export function testSolutionAndBlank(rehearsal: () => Rehearsal, created: readonly string[] = []): void {
  it("gives full marks for the solution", async () => {
    const { status, score, max, exercises, notes } = await rehearsal().grade({}, { others: "solution" });
    expect([status, ...notes]).to.deep.equal(["graded"]);
    expect(exercises.flatMap(({ claims }) => claims.filter(({ holds }) => !holds))).to.deep.equal([]);
    expect(exercises.map(({ status: state }) => state)).to.deep.equal(rehearsal().exercises.map(() => "right"));
    expect(score).to.equal(max);
  });

  if (created.length > 0)
    it("lists the resources that a learner's own cloud should contain, in a check", async () => {
      const { made: found } = await rehearsal().check({}, { others: "solution" });
      expect(
        found?.resources.map(({ exercise, kind, name, settings }) =>
          [
            exercise.replace(/^.*\./, ""),
            kind,
            name,
            ...(kind === "data stream" ? [JSON.stringify(settings)] : []),
          ].join(" "),
        ),
      ).to.deep.equal(created);
    });

  it("gives 0 for the unchanged files, and reports every exercise as open", async () => {
    const { status, score, exercises } = await rehearsal().grade({}, { others: "open" });
    expect([status, score]).to.deep.equal(["graded", 0]);
    expect(exercises.map(({ id, status: state }) => [id, state])).to.deep.equal(
      rehearsal().exercises.map((id) => [id, "open"]),
    );
  });

  it("gives 0 for answers that do nothing, in all exercises at once", async function () {
    skipIf(this, LEFT_TO_CI);
    const answers = Object.fromEntries(rehearsal().exercises.map((id) => [id, ["void 0;"]]));
    const { score, exercises } = await rehearsal().grade(answers, { others: "open" });
    expect([score, ...exercises.filter((exercise) => exercise.score > 0)]).to.deep.equal([0]);
  });

  it("gives 0 for answers that do nothing, one exercise at a time", async () => {
    // In a short run, some exercises of each lab.
    for (const id of rehearsal().exercises.filter((_, at) => LONG || at % 7 === 0)) {
      const { exercises } = await rehearsal().grade({ [id]: ["void 0;"] }, { others: "open" });
      expect(exercises.find((exercise) => exercise.id === id)).to.include({ score: 0, status: "wrong" });
    }
  });

  for (const seed of SEEDS) {
    it(`gives full marks for the solution with seed ${seed}`, async function () {
      skipIf(this, LEFT_TO_CI);
      await rehearsal().judgeSolution(seed);
    });
  }
}

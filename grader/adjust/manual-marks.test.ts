import { expect } from "chai";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { createClassResults } from "../batch/class-results";
import type { GradedSubmission } from "../batch/messages";
import { tieManualMarks } from "../batch/out-folder";
import type { SubmissionResult } from "../reports/results";
import { adjustResults } from "./adjust";
import { checkTables } from "./check-tables";
import { TableProblem } from "./csv";
import { readManualMarks } from "./manual-marks";

const FIRST = "01-x.first";
const SECOND = "01-x.second";
const POINTS = new Map([
  [FIRST, 10],
  [SECOND, 6],
]);

/** A submission with these scores in two exercises of 10 and 6 points. */
const createResult = (first: number, second: number): SubmissionResult => ({
  ...{ id: "anna", status: "graded", score: first + second, max: 16, seconds: 1, notes: [] },
  exercises: [
    { id: FIRST, title: "1 First", score: first, max: 10, status: "partial", claims: [] },
    { id: SECOND, title: "2 Second", score: second, max: 6, status: "partial", claims: [] },
  ],
});

const read = (...rows: string[]) =>
  readManualMarks(["id,exercise,points,comment,hand-in", ...rows].join("\n"), "m.csv");
const applyMarks = (result: SubmissionResult, ...rows: string[]) =>
  adjustResults([result], [{ id: "anna", student: {} }], { manual: read(...rows) })[0];

describe("points of a manual mark", () => {
  for (const [title, rows, score] of [
    ["are added to the whole", ["anna,,2,,"], 14],
    ["are added to the whole, in words", ["anna,,add 2,,"], 14],
    ["set the whole", ["anna,,set to 7,,"], 7],
    ["set the whole, to which others are added", ["anna,,Set to 7,,", "anna,,1.5,,"], 8.5],
    ["set the whole whatever its exercises have", ["anna,,set to 7,,", `anna,${FIRST},9,,`], 7],
    ["set an exercise", [`anna,${FIRST},9,,`], 13],
    ["set an exercise, in words", [`anna,${FIRST},set to 9,,`], 13],
    ["are added to an exercise", [`anna,${FIRST},add 1,,`], 13],
    ["are taken off an exercise, down to nothing", [`anna,${FIRST},add -20,,`], 4],
    ["are taken off the whole, down to nothing", ["anna,,-20,,"], 0],
    ["are a bonus above full marks", ["anna,,bonus 10,,"], 22],
    ["are a bonus in an exercise", [`anna,${FIRST},bonus 3,,`], 15],
  ] as const)
    it(title, () => {
      expect(applyMarks(createResult(8, 4), ...rows)?.score).to.equal(score);
    });

  for (const [title, rows, says] of [
    ["the whole", ["anna,,16,,"], "m.csv, line 2: above full marks: anna has 32 of 16 in all."],
    ["an exercise", [`anna,${SECOND},add 1,,`], `m.csv, line 2: above full marks: anna has 7 of 6 in ${SECOND}.`],
    ["the whole by two rows", ["anna,,set to 16,,", "anna,,1,,"], "m.csv, line 2 and m.csv, line 3: above full marks"],
  ] as const)
    it(`stop the run if they raise ${title} above full marks`, () => {
      expect(() => applyMarks(createResult(10, 6), ...rows)).to.throw(TableProblem, says);
    });

  it("reach exactly full marks without an error", () => {
    expect(applyMarks(createResult(8, 4), "anna,,4,,")?.score).to.equal(16);
    expect(applyMarks(createResult(10, 6), "anna,,0,Well done,")?.score).to.equal(16);
  });

  it("are checked against the lab before the run, and set only once", () => {
    const problems = checkTables(
      { manual: read("anna,,set to 17,,", `anna,${SECOND},set to 7,,`, "anna,,set to 2,,", "anna,,1,,", "anna,,1,,") },
      { found: [{ id: "anna", student: {} }], exercises: POINTS },
    );
    expect(problems).to.deep.equal([
      "m.csv, line 2: 17 points for a lab of 16.",
      "m.csv, line 3: 7 points for an exercise of 6.",
      "m.csv, line 4: anna has marks for the whole already, in m.csv, line 2.",
    ]);
  });

  it("are refused in other words, with a list of the accepted words", () => {
    expect(() => read("anna,,make it 3,,", "anna,,1,,second")).to.throw(
      TableProblem,
      /line 2: "make it 3" is not a number of points\. Write a number, "set to 3"[^]*line 3: the hand-in "second"/,
    );
  });
});

describe("finding the submission a manual mark belongs to", () => {
  const out = createTemporaryFolder();
  const once: GradedSubmission = { result: createResult(0, 0), content: "first", prints: [] };
  const twice: GradedSubmission = {
    ...{ result: createResult(10, 6), content: "second", prints: [] },
    earlier: [{ result: once.result, content: "first" }],
  };
  const run = async (graded: GradedSubmission, counts: "last" | "best", ...rows: string[]) => {
    const adjustments = await tieManualMarks(out, { manual: read(...rows), counts }, [graded]);
    const found = [{ id: "anna", student: {} }];
    const [result] = createClassResults(
      { lab: "01-x", seed: 1, grader: "g", all: [graded], found },
      adjustments,
    ).submissions;
    return {
      score: result?.score,
      notes: result?.instructorNotes,
      attempts: result?.attempts?.map(({ score }) => score),
    };
  };

  it("picks the submission that existed when the mark was first given, and reports a later one without it", async () => {
    expect(await run(once, "last", "anna,,16,Shown in person,")).to.include({ score: 16 });
    const { score, notes, attempts } = await run(twice, "last", "anna,,16,Shown in person,");
    expect({ score, attempts }).to.deep.equal({ score: 16, attempts: [16, 16] });
    expect(notes?.join()).to.match(/^m\.csv, line 2 \(16 points for the whole\) applies to another hand-in/);
    expect((await run(twice, "last", "anna,,16,Shown in person,")).notes).to.have.length(1);
    await run(once, "last", "anna,,bonus 5,Shown in person,");
    const bonus = (await run(twice, "last", "anna,,bonus 5,Shown in person,")).notes?.join();
    expect(bonus).to.match(/^m\.csv, line 2 \(a bonus of 5 points for the whole\) applies to another hand-in/);
  });

  it("picks the later submission for a mark that was given or changed after it", async () => {
    expect(await run(once, "last", `anna,${FIRST},5,,`)).to.include({ score: 5 });
    expect((await run(twice, "last", `anna,${FIRST},5,,`)).score).to.equal(16);
    expect((await run(twice, "last", `anna,${FIRST},4,,`)).score).to.equal(10);
    await run(once, "last", "anna,,16,,");
    const rejected = await run(twice, "last", "anna,,15,,").catch((error: unknown) => error);
    expect(rejected).to.be.instanceOf(TableProblem);
  });

  it("picks the submission named in the column, whichever counts", async () => {
    const { score, attempts } = await run(twice, "best", "anna,,set to 2,,1", "anna,,set to 9,,2");
    expect({ score, attempts }).to.deep.equal({ score: 9, attempts: [2, 9] });
    const rejected = await run(once, "last", "anna,,1,,2").catch((error: unknown) => error);
    expect(String(rejected)).to.contain("m.csv, line 2: anna has no hand-in 2: 1 of theirs was graded.");
  });
});

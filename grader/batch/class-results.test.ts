import { expect } from "chai";
import { TableProblem } from "../adjust/csv";
import type { SubmissionResult } from "../reports/results";
import { createClassResults, toHandIn, assertTablesMatchClass, renderReports, type GradedClass } from "./class-results";

const createResult = (id: string, score = 1): SubmissionResult => ({
  ...{ id, status: "graded", score, max: 4, seconds: 0, exercises: [], notes: [] },
});
/** Enough prints for a submission to be compared. */
const PRINTS = [1, 2, 3, 4, 5, 6, 7, 8];
const createGraded = (id: string, prints: readonly number[] = []) => ({
  result: createResult(id),
  content: "",
  prints,
});
const known = { lab: "99-plain", seed: 1, grader: "v" };

describe("collecting the results of a class", () => {
  it("includes each submission with its earlier versions, and pairs of similar submissions", () => {
    const all: GradedClass["all"] = [
      { ...createGraded("a", PRINTS), earlier: [{ result: createResult("a", 3), submitted: "2026-01-01T00:00:00Z" }] },
      createGraded("b", PRINTS),
      createGraded("c"),
    ];
    const found = ["a", "b", "c"].map((id) => ({ id, student: { name: id.toUpperCase() } }));
    const { submissions, similar, ...rest } = createClassResults({ ...known, all, found }, {});
    expect(rest).to.deep.equal(known);
    expect(
      submissions.map(({ id, student, attempts }) => [id, student?.name, attempts?.map(({ counts }) => counts)]),
    ).to.deep.equal([
      ["a", "A", [false, true]],
      ["b", "B", undefined],
      ["c", "C", undefined],
    ]);
    expect(similar).to.deep.equal([{ a: "a", b: "b", share: 1 }]);
  });

  it("reports no similarity between members of a Gradescope group", () => {
    const createSimilarPairs = (...exportedAs: readonly (string | undefined)[]) =>
      createClassResults(
        {
          ...known,
          all: ["a", "b"].map((id) => createGraded(id, PRINTS)),
          found: ["a", "b"].map((id, index) => {
            const name = exportedAs[index];
            return { id, student: {}, ...(name === undefined ? {} : { exportedAs: name }) };
          }),
        },
        {},
      ).similar?.length;
    expect(createSimilarPairs("submission_7", "submission_7")).to.equal(0);
    expect([
      createSimilarPairs("submission_7", "submission_8"),
      createSimilarPairs("folder", "folder"),
      createSimilarPairs(),
    ]).to.deep.equal([1, 1, 1]);
  });

  it("shows the results in each report", () => {
    const results = createClassResults({ ...known, all: [createGraded("a")], found: [{ id: "a", student: {} }] }, {});
    expect(renderReports(results).map(({ path }) => path)).to.include.members(["results.json", "grades.csv"]);
  });
});

describe("naming a submission in its LMS's export", () => {
  const createExportName = (path: string, ...entries: readonly string[]) =>
    toHandIn({
      id: "a",
      path,
      student: { name: "A" },
      ...(entries.length > 0 ? { entries: entries.map((entry) => ({ path: entry, as: "" })) } : {}),
    });

  it("uses the name of its file or folder, or of the first one in a zip with many", () => {
    expect(createExportName("/class/anna.ipynb")).to.deep.equal({
      id: "a",
      student: { name: "A" },
      exportedAs: "anna.ipynb",
    });
    for (const [entries, name] of [
      [["top/anna_1.ipynb", "top/other"], "anna_1.ipynb"],
      [["top/submission_7/"], "submission_7"],
      [["/"], "class.zip"],
    ] as const)
      expect(createExportName("/class/class.zip", ...entries).exportedAs).to.equal(name);
  });
});

describe("reading an instructor's tables", () => {
  const checkTables = async (
    more: Partial<Parameters<typeof assertTablesMatchClass>[0]>,
  ): Promise<readonly string[]> => {
    const error: unknown = await assertTablesMatchClass({ lab: "no such lab", labRoot: "/nowhere", ...more }, [
      { id: "a", student: { email: "a@x" } },
    ]).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error instanceof TableProblem ? error.problems : [String(error)];
  };

  it("reports all tables that don't fit at once, and reads the lab for manual marks only", async () => {
    expect(await checkTables({})).to.deep.equal(["undefined"]);
    expect(await checkTables({ problems: ["roster.csv, line 2: no name"] })).to.deep.equal([
      "roster.csv, line 2: no name",
    ]);
    const roster = ["line 2", "line 3"].map((where) => ({ email: "a@x", where }));
    const messages = await checkTables({ problems: ["one"], adjustments: { roster } });
    expect([messages[0], messages.length]).to.deep.equal(["one", 2]);
    expect(messages[1]).to.match(/^line 2 and line 3: both may be "a"/);
  });
});

import { expect } from "chai";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import { getKeptWindows } from "../grading/duplicates";

exercise("04-windowed-delivery.keep-once", { points: 3, title: "9.1 Each window once" }, ({ learner, solution }) => {
  const own = getKeptWindows(learner);
  const rows = own.rows ?? [];
  const wanted = requireFromSolution(getKeptWindows(solution).rows);
  const stopped = findAnswerError(learner, "keep-once") ?? describeStop(learner, "keep-once");
  const none = own.rows === undefined ? (stopped ?? "there is no such table, or Athena can't read it") : undefined;
  it("loses no window", () => {
    const missing = wanted.filter((row) => !rows.includes(row));
    expect(
      missing.length,
      formatHint({
        expected: `the new table has all ${wanted.length} windows of the check's table, with their eight values`,
        found: none ?? `${missing.length} are missing, such as ${formatValue(missing[0])}`,
        look: "which rows count as the same. Two windows may differ in a single value, whichever it is",
        because: none,
      }),
    ).to.equal(0);
  });
  it("keeps each window once", () => {
    expect(
      own.rows === undefined ? undefined : rows.length - new Set(rows).size,
      formatHint({
        expected: "no row of the new table is there twice",
        found: none ?? `it has ${rows.length} rows, and ${new Set(rows).size} of them differ`,
        look: "what your statement selects: which word removes rows that are the same?",
        because: none,
      }),
    ).to.equal(0);
  });
  it("stores them as Parquet, in the folder", () => {
    expect(
      [own.isParquet, own.location],
      formatHint({
        expected: "the table's files are Parquet, and in the folder that the function was given",
        found: none ?? `${own.isParquet ? "Parquet" : "another format"}, in ${own.location}`,
        look: ["format: 'PARQUET'", "external_location: the third parameter"],
        because: none,
      }),
    ).to.deep.equal([true, getKeptWindows(solution).location]);
  });
});

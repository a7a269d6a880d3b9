import { expect } from "chai";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
import { describeStop, findAnswerError, requireFromSolution } from "../../evidence-words";
import { getUniqueWindows, SOURCE } from "../grading/duplicates";

exercise("04-windowed-delivery.keep-once", { points: 3, title: "9.1 Each window once" }, ({ learner, solution }) => {
  const created = getUniqueWindows(learner);
  const { rows = [], missingColumns } = created;
  const expectedRows = requireFromSolution(getUniqueWindows(solution).rows);
  const stopped = findAnswerError(learner, "keep-once") ?? describeStop(learner, "keep-once");
  const none = created.rows === undefined ? (stopped ?? "there is no such table, or Athena can't read it") : undefined;
  it("loses no window", () => {
    const missing = expectedRows.filter((row) => !rows.includes(row));
    expect(
      missing.length,
      formatHint({
        expected: `the new table has all ${expectedRows.length} windows of the check's table, with their eight values`,
        found:
          none ??
          (missingColumns.length > 0
            ? `it has no column ${missingColumns.join(", ")}`
            : `it lacks ${missing.length}, such as ${formatValue(missing[0])}`),
        look:
          none === undefined && missingColumns.length > 0
            ? "the SELECT … FROM ${source}: the new table has the same columns as the old one"
            : "the SELECT … FROM ${source}: which rows count as the same? Two windows may differ in a single value, whichever it is",
        because: none,
      }),
    ).to.equal(0);
  });
  it("keeps each window once", () => {
    expect(
      created.rows === undefined ? undefined : rows.length - new Set(rows).size,
      formatHint({
        expected: "no row of the new table is there twice",
        found: none ?? `it has ${rows.length} rows, and ${new Set(rows).size} of them differ`,
        look: "the SELECT … FROM ${source}: which word removes rows that are the same?",
        because: none,
      }),
    ).to.equal(0);
  });
  it("stores them as Parquet, in the folder", () => {
    expect(
      [created.isParquet, created.location],
      formatHint({
        expected: "the table's files are Parquet, and in the folder that the function was given",
        found: none ?? `${created.isParquet ? "Parquet" : "another format"}, in ${created.location}`,
        look: ["format: 'PARQUET'", "external_location: the third parameter"],
        because: none,
      }),
    ).to.deep.equal([true, getUniqueWindows(solution).location]);
  });
  it("leaves the old table as it is", () => {
    const expected = requireFromSolution(getUniqueWindows(solution).sourceRows);
    expect(
      created.sourceRows,
      formatHint({
        expected: `the table ${SOURCE} still has its ${expected} rows`,
        found:
          created.sourceRows === undefined ? "it is gone, or Athena can't read it" : `it has ${created.sourceRows}`,
        look: "what happens to ${source}: it is only read. The dashboard still needs it",
      }),
    ).to.equal(expected);
  });
});

import { expect } from "chai";
import { drawLearnerNumbers } from "../../../src/collection/learner-numbers";
import { exercise, formatHint, formatValue, it } from "../../../grader/index";
import { requireFromSolution } from "../../evidence-words";
import { findLearnerName } from "../../learner-name";
import { getFlinkQuery, toNestedRow, type FlinkQuery } from "../grading/flink-query";
import { getQuerySeed, probeRows } from "../grading/query";
import { catchProblem } from "../../sql/parse-result";
import { lookAtUnread } from "../../sql/window-answers";

exercise("03-data-collection.flink-query", { points: 3, title: "7.2 Write it for Flink" }, ({ learner, solution }) => {
  const read = getFlinkQuery(learner);
  const query = "found" in read ? read.found : undefined;
  const unread = "problem" in read ? read.problem : undefined;
  const right = getFlinkQuery(solution);
  const expected = requireFromSolution("found" in right ? right.found : undefined);
  const { minimumAge } = drawLearnerNumbers(findLearnerName(learner));
  const people = probeRows(getQuerySeed(solution), minimumAge);

  it("reads the table people", () => {
    expect(
      query?.from,
      formatHint({
        expected: "FROM people",
        found: unread ?? `FROM ${query?.from}`,
        look: unread === undefined ? "FROM: the name after CREATE TABLE" : lookAtUnread(read, "a comma or a backtick"),
        because: unread,
      }),
    ).to.equal(expected.from);
  });
  it("takes people who are old enough, and nobody else", () => {
    const ages = people.map(({ age }) => Number(age));
    const taken = query ? listSelectedAges(query, people.map(toNestedRow)) : (unread ?? "");
    expect(
      taken,
      formatHint({
        expected: `of people of ${ages.slice(0, 3).join(", ")} years, those of ${minimumAge} and ${minimumAge + 1} are taken`,
        found: typeof taken === "string" ? taken : `taken are those of ${taken.join(", ") || "no age at all"}`,
        look: "WHERE: the path to the age, the comparison, and MINIMUM_AGE",
        because: unread,
      }),
    ).to.deep.equal(ages.filter((age) => age >= minimumAge));
  });
  // Judged without the condition: which people are taken is another claim.
  it("returns the five columns under their names", () => {
    const person = people.slice(0, 1).map(toNestedRow);
    const [expectedRow] = person.map(expected.computeValues);
    const row = query ? catchProblem(() => person.map(query.computeValues)[0]) : unread;
    expect(
      row,
      formatHint({
        expected: "first, last, gender, age and country, each with its value of the person",
        found: typeof row === "string" ? row : `a row is ${formatValue(row)}`,
        look: "SELECT: a path such as people.dob.age for each value in a row, and AS with the name of the column",
        because: unread,
      }),
    ).to.deep.equal(expectedRow);
  });
});

/** The ages of the people whom a query takes; or a description of the problem. */
const listSelectedAges = (
  query: FlinkQuery,
  people: readonly ReturnType<typeof toNestedRow>[],
): readonly number[] | string =>
  catchProblem(() => people.filter(query.consume).map((person) => Number(person["dob.age"])));

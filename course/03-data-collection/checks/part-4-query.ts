import { expect } from "chai";
import { exercise, formatHint, it, formatValue } from "../../../grader/index";
import type { Row } from "../../sql/read-expression";
import { lookAtUnread } from "../../sql/window-answers";
import { chooseNames, findFirstRow, LAB_NAMES, renameColumns } from "../grading/pump-rows";
import type { Pump } from "../grading/read-pump";
import type { Column } from "../grading/read-stream";
import { drawLearnerNumbers } from "../../../src/collection/learner-numbers";
import { requireFromSolution } from "../../evidence-words";
import { findLearnerName, lookAtValues } from "../../learner-name";
import { probeRows, getPump, getQuerySeed, getStream, evaluateCondition, hasOtherColumns } from "../grading/query";

/** What may be missing in a statement that cannot be parsed. */
const SIGNS = "a comma, a quote or a bracket";

exercise(
  "03-data-collection.destination-stream",
  { points: 3, title: "4.4 SQL: the stream for the result" },
  ({ learner, solution }) => {
    const read = getStream(learner);
    const rows = "found" in read ? read.found : undefined;
    const problem = "problem" in read ? read.problem : undefined;
    const right = getStream(solution);
    const expected = "found" in right ? right.found : undefined;
    const look = (usual: string) => (problem === undefined ? usual : lookAtUnread(read, SIGNS));
    it("creates the stream DESTINATION_USER_DATA", () => {
      expect(
        rows?.slip ? undefined : rows?.name,
        formatHint({
          expected: 'CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (…);',
          found: problem ?? rows?.slip?.found ?? `the stream is called ${formatValue(rows?.name)}`,
          look: look(
            rows?.slip?.look ?? 'the name after CREATE OR REPLACE STREAM: "DESTINATION_USER_DATA", with its quotes',
          ),
          because: problem,
        }),
      ).to.equal(requireFromSolution(expected).name);
    });
    it("gives it five columns, in their order", () => {
      const names = requireFromSolution(expected).columns.map(({ name }) => name);
      expect(
        rows?.columns.map(({ name }) => name),
        formatHint({
          expected: `the columns ${names.join(", ")}`,
          found: problem ?? `they are ${rows?.columns.map(({ name }) => name).join(", ")}`,
          look: look(
            rows?.columns
              .map(({ name }) => name)
              .toSorted()
              .join() === names.toSorted().join()
              ? "the order of the columns: the text of 4.4 lists them, and the pump fills them in that order"
              : (lookAtFurtherColumn(rows?.columns, names) ??
                  'each name between double quotes, such as "first": without them SQL makes capitals of it'),
          ),
          because: problem,
        }),
      ).to.deep.equal(names);
    });
    it("gives each column its type", () => {
      const { columns } = requireFromSolution(expected);
      const types = columns.map(({ type }) => type);
      const typesFound = rows && listTypes(rows.columns, columns);
      const other = columns.find(({ type }, at) => type !== typesFound?.[at]);
      expect(
        typesFound,
        formatHint({
          expected: `the types ${types.join(", ")}`,
          found: problem ?? `they are ${rows?.columns.map(({ type }) => type).join(", ")}`,
          look: look(`"${other?.name}": it has the type of the column that it is filled from, in the table of 4.2`),
          because: problem,
        }),
      ).to.deep.equal(types);
    });
  },
);

/** Where to look if there is a column too many, and no other one is missing. */
function lookAtFurtherColumn(found: readonly Column[] = [], names: readonly string[]): string | undefined {
  const further = found.find(({ name }) => !names.includes(name));
  return further && found.length > names.length
    ? `"${further.name}": it isn't one of the five columns that the text of 4.4 lists`
    : undefined;
}

/** The types of some columns in the order of those that are expected, if only their order differs, the capitals of their names, or a further column. */
function listTypes(found: readonly Column[], expected: readonly Column[]): readonly string[] {
  const types = new Map(found.map(({ name, type }) => [name.toLowerCase(), type]));
  const hasAll = expected.every(({ name }) => types.has(name));
  return hasAll ? expected.map(({ name }) => types.get(name) ?? "") : found.map(({ type }) => type);
}

exercise("03-data-collection.stream-pump", { points: 4, title: "4.5 SQL: the pump" }, ({ learner, solution }) => {
  const read = getPump(learner);
  const rows = "found" in read ? read.found : undefined;
  const right = getPump(solution);
  const expected = requireFromSolution("found" in right ? right.found : undefined);
  const seed = getQuerySeed(solution);
  const unread = "problem" in read ? read.problem : undefined;
  const names = rows ? chooseNames(rows, { learner, solution }) : LAB_NAMES;
  it("is called STREAM_PUMP, and fills DESTINATION_USER_DATA", () => {
    expect(
      rows && [rows.name, rows.into],
      formatHint({
        expected: 'CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
        found: unread ?? `the pump ${formatValue(rows?.name)} fills ${formatValue(rows?.into)}`,
        look: unread === undefined ? "both names, between double quotes" : lookAtUnread(read, SIGNS),
        because: unread,
      }),
    ).to.deep.equal([expected.name, expected.into]);
  });
  it("reads SOURCE_SQL_STREAM_001", () => {
    expect(
      rows?.from,
      formatHint({
        expected: 'FROM "SOURCE_SQL_STREAM_001"',
        found: unread ?? formatValue(rows?.from),
        look: "FROM: the stream that comes in, SOURCE_SQL_STREAM_001: the prefix of 4.3 with _001 after it",
        because: unread,
      }),
    ).to.equal(expected.from);
  });
  it("takes people who are old enough, and nobody else", () => {
    const { minimumAge } = drawLearnerNumbers(findLearnerName(learner));
    const ageName = names.source.get("age") ?? "age";
    const people = renameColumns(probeRows(seed, minimumAge), names);
    const ages = people.map(({ [ageName]: age }) => Number(age));
    const taken = rows ? listSelectedAges(rows, people, ageName) : (unread ?? "");
    const readsMore = rows !== undefined && hasOtherColumns(rows, people, ageName);
    expect(
      readsMore || taken,
      formatHint({
        expected: `of people of ${ages.slice(0, 3).join(", ")} years, those of ${minimumAge} and ${minimumAge + 1} are taken`,
        found:
          typeof taken === "string"
            ? taken
            : `taken are those of ${taken.join(", ") || "no age at all"}${readsMore ? ", but the condition reads other columns, too" : ""}`,
        look: [`WHERE "${ageName}" >= ${minimumAge}`, ...lookAtValues(learner, "minimum-age")],
        because: unread,
      }),
    ).to.deep.equal(ages.filter((age) => age >= minimumAge));
  });
  // Judged without the condition: which people are taken is another claim.
  it("selects the five columns, in the order of the stream", () => {
    const people = probeRows(seed);
    const { first: wantedFirst } = findFirstRow(expected, people, LAB_NAMES);
    const { first, problem = unread } = rows ? findFirstRow(rows, people, names) : {};
    expect(
      first,
      formatHint({
        expected: "first, last, gender, age and country, each from the column of the same name",
        found: problem ?? `the first row is ${formatValue(first)}`,
        look: 'SELECT STREAM, the names after it: "first" and so on, each in double quotes. Their order decides which column they fill',
        because: unread,
      }),
    ).to.deep.equal(requireFromSolution(wantedFirst));
  });
});

/** The ages of the people whom a pump takes; or a description of the problem. */
function listSelectedAges(
  pump: Pump,
  people: readonly Row[],
  ageName: string,
): readonly (number | undefined)[] | string {
  const taken = evaluateCondition(pump, people);
  return "problem" in taken
    ? taken.problem
    : people.filter((_person, at) => taken.found[at]).map(({ [ageName]: age }) => Number(age));
}

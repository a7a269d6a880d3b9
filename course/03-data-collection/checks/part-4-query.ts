import { expect } from "chai";
import { exercise, hint, it, shown } from "../../../grader/index";
import { inSolution } from "../../evidence-words";
import { probeRows, pumpOf, rowsThrough, seedOfQuery, streamOf } from "../grading/query";

exercise(
  "03-data-collection.destination-stream",
  { points: 3, title: "4.4 SQL: the stream for the result" },
  ({ learner, solution }) => {
    const read = streamOf(learner);
    const own = "found" in read ? read.found : undefined;
    const problem = "problem" in read ? `the statement is not understood: ${read.problem}` : undefined;
    const right = streamOf(solution);
    const wanted = "found" in right ? right.found : undefined;
    it("creates the stream DESTINATION_USER_DATA", () => {
      expect(
        own?.name,
        hint({
          expected: 'CREATE OR REPLACE STREAM "DESTINATION_USER_DATA" (…);',
          found: problem ?? `the stream is called ${shown(own?.name)}`,
          look: "the name, between double quotes",
          because: problem,
        }),
      ).to.equal(inSolution(wanted).name);
    });
    it("gives it five columns, in their order", () => {
      const names = inSolution(wanted).columns.map(({ name }) => name);
      expect(
        own?.columns.map(({ name }) => name),
        hint({
          expected: `the columns ${names.join(", ")}`,
          found: problem ?? `they are ${own?.columns.map(({ name }) => name).join(", ")}`,
          look: "each name between double quotes: without them SQL makes capitals of it",
          because: problem,
        }),
      ).to.deep.equal(names);
    });
    it("gives each column its type", () => {
      const types = inSolution(wanted).columns.map(({ type }) => type);
      expect(
        own?.columns.map(({ type }) => type),
        hint({
          expected: `the types ${types.join(", ")}`,
          found: problem ?? `they are ${own?.columns.map(({ type }) => type).join(", ")}`,
          look: "the table of 4.2: a column has the type of the column that it is filled from",
          because: problem,
        }),
      ).to.deep.equal(types);
    });
  },
);

exercise("03-data-collection.stream-pump", { points: 4, title: "4.5 SQL: the pump" }, ({ learner, solution }) => {
  const read = pumpOf(learner);
  const own = "found" in read ? read.found : undefined;
  const right = pumpOf(solution);
  const wanted = inSolution("found" in right ? right.found : undefined);
  const seed = seedOfQuery(solution);
  const rows = own && rowsThrough(own, seed);
  const problem =
    "problem" in read
      ? `the statement is not understood: ${read.problem}`
      : rows && "problem" in rows
        ? rows.problem
        : undefined;
  it("is called STREAM_PUMP, and fills DESTINATION_USER_DATA", () => {
    expect(
      own && [own.name, own.into],
      hint({
        expected: 'CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_USER_DATA"',
        found: "problem" in read ? (problem ?? "") : `the pump ${shown(own?.name)} fills ${shown(own?.into)}`,
        look: "both names, between double quotes",
        because: "problem" in read ? problem : undefined,
      }),
    ).to.deep.equal([wanted.name, wanted.into]);
  });
  it("reads SOURCE_SQL_STREAM_001", () => {
    expect(
      own?.from,
      hint({
        expected: 'FROM "SOURCE_SQL_STREAM_001"',
        found: "problem" in read ? (problem ?? "") : shown(own?.from),
        look: "the stream that comes in: the prefix of 4.3 with _001 behind it",
        because: "problem" in read ? problem : undefined,
      }),
    ).to.equal(wanted.from);
  });
  const given = rows && "found" in rows ? rows.found : [];
  const through = rowsThrough(wanted, seed);
  const expected = inSolution("found" in through ? through.found : undefined);
  it("takes people who are at least 21, and nobody else", () => {
    const ages = probeRows(seed).map(({ age }) => Number(age));
    const taken = (all: readonly unknown[]) => ages.filter((_age, at) => all[at] !== undefined);
    expect(
      problem === undefined ? taken(given) : undefined,
      hint({
        expected: `of people of ${ages.slice(0, 3).join(", ")} years, those of 21 and 22 are taken`,
        found: problem ?? `taken are those of ${taken(given).join(", ") || "no age at all"}`,
        look: 'WHERE "age" >= 21',
        because: problem,
      }),
    ).to.deep.equal(taken(expected));
  });
  it("selects the five columns, in the order of the stream", () => {
    const first = given.find((row) => row !== undefined);
    const wantedFirst =
      expected[given.findIndex((row) => row !== undefined)] ?? expected.find((row) => row !== undefined);
    const unknown = own?.columns?.find((name) => !FIVE.includes(name));
    const inOrder = own?.columns && unknown === undefined ? byColumns(own.columns, first) : first;
    expect(
      problem === undefined && unknown === undefined ? inOrder : undefined,
      hint({
        expected: "first, last, gender, age and country, each from the column of the same name",
        found: problem ?? (unknown ? `it fills the column ${unknown}` : `the first row is ${shown(first)}`),
        look: "the names behind SELECT STREAM: their order decides which column they fill, not their names",
        because: problem,
      }),
    ).to.deep.equal(wantedFirst);
  });
});

const FIVE: readonly string[] = ["first", "last", "gender", "age", "country"];

/** The values of a row in the order of the stream's columns, for a pump that names the columns that it fills. */
function byColumns(columns: readonly string[], row: readonly unknown[] | undefined): readonly unknown[] {
  return FIVE.map((name) => row?.[columns.indexOf(name)]);
}

import { expect } from "chai";
import { exercise, hint, it, shown, type Evidence } from "../../../grader/index";
import { inSolution, stopOf } from "../../evidence-words";
import { collectionOf } from "../grading/collection";
import { foundOf, partOfConstant } from "../grading/constants";

interface Column {
  readonly Name?: unknown;
  readonly Mapping?: unknown;
  readonly SqlType?: unknown;
}

function columnsOf(run: Evidence): readonly Column[] {
  const found = partOfConstant(run, "COLUMNS");
  return Array.isArray(found) ? found.map((one) => Object(one) as Column) : [];
}
const columnOf = (run: Evidence, name: unknown): Column | undefined =>
  columnsOf(run).find((column) => column.Name === name);

exercise("03-data-collection.input-columns", { points: 3, title: "4.2 Keep five columns" }, ({ learner, solution }) => {
  const answer = learner.answer("COLUMNS");
  const stopped = "error" in answer ? answer.error : undefined;
  const claim = (says: string, member: "Mapping" | "SqlType", look: string): void =>
    it(says, () => {
      for (const wanted of inSolution(columnsOf(solution)[0] && columnsOf(solution))) {
        const own = columnOf(learner, wanted.Name)?.[member];
        const plain = member === "SqlType" ? plainType : plainPath;
        const isRight = plain(own) === plain(wanted[member]);
        expect(
          isRight,
          hint({
            expected: `the ${member} of ${String(wanted.Name)} is ${member === "SqlType" ? shown(wanted[member]) : "the path of this value of the person"}`,
            found: stopped ?? foundOf(learner, "COLUMNS", own),
            look,
            because: stopped,
          }),
        ).to.equal(true);
      }
    });
  claim(
    "finds the path of each value",
    "Mapping",
    "Mapping: the table of 4.1 has the paths; age is that of dob, not of registered",
  );
  claim("gives each column its type", "SqlType", "SqlType: the table above the cell, as text");
});

/**
 * The type in capitals, without spaces. INTEGER and INT are one type:
 * https://docs.aws.amazon.com/kinesisanalytics/latest/sqlref/sql-reference-data-types.html
 */
const plainType = (value: unknown): string =>
  String(value).toUpperCase().replace(/\s/g, "").replace(/^INT$/, "INTEGER");

/**
 * The path with points, also if it is written with brackets: `$['name']['last']`. AWS's page shows points, and brackets only for lists, but
 * calls the paths JSONPath, in which both are the same:
 * https://docs.aws.amazon.com/kinesisanalytics/latest/dev/about-json-path.html
 */
const plainPath = (value: unknown): string => String(value).replace(/\[\s*(['"])(\w+)\1\s*\]/g, ".$2");

const inputOf = (run: Evidence) =>
  collectionOf(run).application?.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription
    ?.InputDescriptions?.[0];

exercise(
  "03-data-collection.application",
  { points: 3, title: "4.3 Create the application" },
  ({ learner, solution }) => {
    const own = collectionOf(learner).application;
    const missing = stopOf(learner, "application") ?? "there is no application people-analytics";
    const because = own ? undefined : missing;
    const expectAsInSolution = (what: string, of: (run: Evidence) => unknown, look: string): void => {
      const wanted = inSolution(of(solution));
      expect(
        of(learner),
        hint({ expected: `${what} is ${shown(wanted)}`, found: own ? shown(of(learner)) : missing, look, because }),
      ).to.deep.equal(wanted);
    };
    it("is an application in SQL", () =>
      expectAsInSolution(
        "the runtime",
        (run) => collectionOf(run).application?.RuntimeEnvironment,
        'runtime: "SQL-1_0"',
      ));
    it("reads your stream", () => {
      expectAsInSolution(
        "the stream's ARN",
        (run) => inputOf(run)?.KinesisStreamsInputDescription?.ResourceARN,
        "ResourceARN: the variable STREAM_ARN",
      );
      expectAsInSolution(
        "the format of its records",
        (run) => inputOf(run)?.InputSchema?.RecordFormat,
        "RecordFormat: as it stood in the cell",
      );
    });
    it("calls it SOURCE_SQL_STREAM_001 in the application", () =>
      expectAsInSolution(
        "the in-application stream",
        (run) => inputOf(run)?.InAppStreamNames?.[0],
        "NamePrefix: without _001, which the service appends",
      ));
  },
);

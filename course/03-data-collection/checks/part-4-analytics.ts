import type { CreateApplicationRequest, Input, InputDescription } from "@aws-sdk/client-kinesis-analytics-v2";
import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { describeStop, findRefusedInput, requireFromSolution } from "../../evidence-words";
import { getCollection } from "../grading/collection";
import { describeFound, getPartOfConstant } from "../grading/constants";
import { normalizeType } from "../grading/read-stream";

interface Column {
  readonly Name?: unknown;
  readonly Mapping?: unknown;
  readonly SqlType?: unknown;
}

function getColumns(run: Evidence): readonly Column[] {
  const found = getPartOfConstant(run, "COLUMNS");
  return Array.isArray(found) ? found.map((item) => Object(item) as Column) : [];
}
const findColumn = (run: Evidence, name: unknown): Column | undefined =>
  getColumns(run).find((column) => column.Name === name);

exercise("03-data-collection.input-columns", { points: 3, title: "4.2 Keep five columns" }, ({ learner, solution }) => {
  const answer = learner.answer("COLUMNS");
  const stopped = "error" in answer ? answer.error : undefined;
  const expectMember = (expected: Column, member: keyof typeof LOOKS): void => {
    const column = findColumn(learner, expected.Name);
    const value = column?.[member];
    const missing = stopped ?? (column ? undefined : describeNames(getColumns(learner)));
    const plain = member === "SqlType" ? normalizeType : normalizePath;
    expect(
      plain(value) === plain(expected[member]),
      formatHint({
        expected: `the ${member} of ${String(expected.Name)} is ${member === "SqlType" ? formatValue(expected[member]) : "the path of this value of the person"}`,
        found: missing ?? describeFound(learner, "COLUMNS", value),
        look: column ? LOOKS[member] : NAMES,
        because: missing,
      }),
    ).to.equal(true);
  };
  for (const [says, ...names] of KEPT_COLUMNS)
    it(says, () => {
      for (const name of names) {
        const expected = requireFromSolution(findColumn(solution, name));
        expectMember(expected, "Mapping");
        expectMember(expected, "SqlType");
      }
    });
  it("keeps no other column", () => {
    const other = getColumns(learner).find(({ Name }) => findColumn(solution, Name) === undefined);
    // Beside a column that isn't found, another one is probably that column under a wrong name.
    const isRenamed = getColumns(solution).some(({ Name }) => findColumn(learner, Name) === undefined);
    expect(
      other,
      formatHint({
        expected: "five columns, and no others",
        found: `there is also ${formatValue(other?.Name)}`,
        look: NAMES,
        because: isRenamed ? describeNames(getColumns(learner)) : undefined,
      }),
    ).to.equal(undefined);
  });
});

/** The columns, as the rows of the table above the cell have them. The first one is given. */
const KEPT_COLUMNS = [
  ["keeps first and last, each with its path and its type", "first", "last"],
  ["keeps gender with its path and its type", "gender"],
  ["keeps age with its path and its type", "age"],
  ["keeps country with its path and its type", "country"],
] as const;

const LOOKS = {
  Mapping: "Mapping: the table of 4.1 has the paths; age is that of dob, not of registered",
  SqlType: "SqlType: the table above the cell, as text",
} as const;

const NAMES = "Name: the table above the cell has the five names";

const describeNames = (columns: readonly Column[]): string | undefined =>
  columns.length === 0 ? undefined : `your columns are ${columns.map(({ Name }) => String(Name)).join(", ")}`;

/**
 * The path with points, also if it is written with brackets: `$['name']['last']`. AWS's page shows points, and brackets only for lists, but
 * calls the paths JSONPath, in which both are the same:
 * https://docs.aws.amazon.com/kinesisanalytics/latest/dev/about-json-path.html
 */
const normalizePath = (value: unknown): string => String(value).replace(/\[\s*(['"])(\w+)\1\s*\]/g, ".$2");

/** The request that AWS has refused: the rest of it can be right. */
function getRefused(run: Evidence): Partial<CreateApplicationRequest> | undefined {
  if (getCollection(run).application !== undefined) return undefined;
  const name = { ApplicationName: "people-analytics" };
  const refused = findRefusedInput(run, "kinesisanalyticsv2", "CreateApplication", name);
  return refused as Partial<CreateApplicationRequest> | undefined;
}

const getRuntime = (run: Evidence): string | undefined =>
  getCollection(run).application?.RuntimeEnvironment ?? getRefused(run)?.RuntimeEnvironment;

const getAcceptedInput = (run: Evidence): InputDescription | undefined =>
  getCollection(run).application?.ApplicationConfigurationDescription?.SqlApplicationConfigurationDescription
    ?.InputDescriptions?.[0];
const getRefusedInput = (run: Evidence): Input | undefined =>
  getRefused(run)?.ApplicationConfiguration?.SqlApplicationConfiguration?.Inputs?.[0];

/** The name of the stream in the application. The service appends _001 to the prefix. */
function getStreamName(run: Evidence): string | undefined {
  const prefix = getRefusedInput(run)?.NamePrefix;
  return getAcceptedInput(run)?.InAppStreamNames?.[0] ?? (prefix === undefined ? undefined : `${prefix}_001`);
}

/** The stream and the records' format. An application that AWS has refused reads nothing, unless only its runtime is wrong. */
function getSource(run: Evidence, isRightRuntime: boolean) {
  const accepted = getAcceptedInput(run);
  const refused = isRightRuntime ? undefined : getRefusedInput(run);
  return {
    arn: (accepted?.KinesisStreamsInputDescription ?? refused?.KinesisStreamsInput)?.ResourceARN,
    format: (accepted ?? refused)?.InputSchema?.RecordFormat,
  };
}

exercise(
  "03-data-collection.application",
  { points: 3, title: "4.3 Create the application" },
  ({ learner, solution }) => {
    const missing = describeStop(learner, "application") ?? "there is no application people-analytics";
    const because = getCollection(learner).application ? undefined : missing;
    const isRightRuntime = getRuntime(learner) === getRuntime(solution);
    const expectAsInSolution = (subject: string, of: (run: Evidence) => unknown, look: string): void => {
      const expected = requireFromSolution(of(solution));
      expect(
        of(learner),
        formatHint({
          expected: `${subject} is ${formatValue(expected)}`,
          found: because ?? formatValue(of(learner)),
          look,
          because,
        }),
      ).to.deep.equal(expected);
    };
    it("is an application in SQL", () => expectAsInSolution("the runtime", getRuntime, 'runtime: "SQL-1_0"'));
    it("reads your stream", () => {
      expectAsInSolution(
        "the stream's ARN",
        (run) => getSource(run, isRightRuntime).arn,
        "ResourceARN: the variable STREAM_ARN",
      );
      expectAsInSolution(
        "the format of its records",
        (run) => getSource(run, isRightRuntime).format,
        "RecordFormat: as it stood in the cell",
      );
    });
    it("calls it SOURCE_SQL_STREAM_001 in the application", () =>
      expectAsInSolution(
        "the in-application stream",
        getStreamName,
        "NamePrefix: without _001, which the service appends",
      ));
  },
);

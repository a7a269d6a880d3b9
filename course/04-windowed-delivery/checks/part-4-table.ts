import { expect } from "chai";
import { exercise, formatHint, it, formatValue, type Evidence } from "../../../grader/index";
import { drawMetricQuestion } from "../../../src/metrics/metric-question";
import { createProbeWindows, getDelivery, OUTPUT, type ProbeWindow } from "../grading/delivery";
import { findStudent } from "../grading/student";
import { requireFromSolution, describeStop } from "../../evidence-words";

const START_QUERY = "StartQueryExecution";

interface RequestedTable {
  readonly columns: readonly string[];
  readonly keys: readonly string[];
}

/** The columns in the learner's query, even if Athena refuses it for its other half or for a sign: names and types, as Glue writes them. */
function readRequestedTable({ journal }: Evidence): RequestedTable | undefined {
  const started = [journal.findCalls("athena", START_QUERY), journal.findRefusedCalls("athena", START_QUERY)].flat();
  const queries = started.map(({ input }) => String(Object(input).QueryString));
  const query = queries.findLast((text) => /EXTERNAL TABLE IF NOT EXISTS aggregates\b/.test(text));
  const [, columns, keys] = /aggregates \(([^()]*)\)\s*(?:PARTITIONED BY\s*\(([^()]*)\))?/i.exec(query ?? "") ?? [];
  const split = (text = ""): string[] =>
    text.split(",").flatMap((column) => column.toLowerCase().trim().replace(/\s+/g, " ") || []);
  return columns === undefined ? undefined : { columns: split(columns), keys: split(keys) };
}

const getColumnName = (column: string): string => column.split(" ")[0] ?? "";

/** Athena's error for a statement with a wrong word or a missing sign, at whatever word it stopped. */
const UNREAD_STATEMENT = /mismatched input/;

exercise("04-windowed-delivery.table", { points: 2, title: "4.1 The table" }, ({ learner, solution }) => {
  const table = getDelivery(learner).table;
  const requested = table ?? readRequestedTable(learner);
  const expected = requireFromSolution(getDelivery(solution).table);
  const missing = describeStop(learner, "table") ?? "there is no table aggregates";
  const names = expected.columns.map(getColumnName);
  it("has the seven columns of an aggregate", () => {
    const found = requested?.columns.map(getColumnName);
    const lacking = names.filter((name) => !found?.includes(name));
    expect(
      found?.toSorted(),
      formatHint({
        expected: `the columns ${names.join(", ")}`,
        found:
          found === undefined
            ? missing
            : lacking.length > 0
              ? `there is no ${lacking.join(", ")}`
              : `they are ${found.join(", ")}`,
        look: "COLUMNS: each name with its type, and a comma between two",
        because: table ? undefined : missing,
        explains: UNREAD_STATEMENT,
      }),
    ).to.deep.equal(names.toSorted());
  });
  it("gives each column its type", () => {
    // Only the columns that are there: a lacking one is another claim's.
    const found = requested?.columns.filter((column) => names.includes(getColumnName(column))) ?? [];
    // If a comma is missing, more words follow.
    const other = found.find((column) => !expected.columns.includes(column.split(" ", 2).join(" ")));
    expect(
      found.length > 0 && other === undefined,
      formatHint({
        expected: `the types ${expected.columns.join(", ")}`,
        found: other ? `there is ${other}` : missing,
        look: other ? `COLUMNS: the type of ${getColumnName(other)}` : "COLUMNS: each name with its type",
        because: table ? undefined : missing,
      }),
    ).to.equal(true);
  });
  it("takes the component from the partition", () => {
    const keys = requested?.keys.join(", ") ?? "";
    expect(
      requested?.keys,
      formatHint({
        expected: `the partition key ${expected.keys.join(", ")}`,
        found: requested ? (keys.length > 0 ? `it is ${keys}` : "there is none") : missing,
        look: "PARTITIONED_BY: the words PARTITIONED BY, then name and type in brackets",
        because: table ? undefined : missing,
        explains: UNREAD_STATEMENT,
      }),
    ).to.deep.equal(expected.keys);
  });
});

/** The names may come from a stream or a bucket, which has them in a learner's own cloud. */
const EMPTY = "COMPONENTS is an empty list: nothing has been delivered yet in the check, so write the two names out";

/** Whether the statement of one component, which may never have run, has the folder as its location. */
function hasLocation(run: Evidence): boolean {
  const answer = run.answer("add-partition");
  const statement = "value" in answer ? String(answer.value) : "";
  const [, location] = /\blocation\s+['"]([^'"]*?)\/?['"]/i.exec(statement) ?? [];
  return run.cloud.buckets.some(
    ({ name }) => name.endsWith(`${OUTPUT}-${run.cloud.account}`) && location === `s3://${name}/user-service`,
  );
}

exercise("04-windowed-delivery.partitions", { points: 2, title: "4.2 Add the partitions" }, ({ learner, solution }) => {
  const getPart = (run: typeof learner) => getDelivery(run).table?.partitions ?? [];
  const stopped = describeStop(learner, "partitions");
  const components = learner.answer("components");
  const isEmpty = "value" in components && Array.isArray(components.value) && components.value.length === 0;
  it("adds a partition for each service", () => {
    const values = getPart(learner).map(({ value }) => value);
    // One more does no harm: the component of the event that closed the windows was sent, too.
    const missing = getPart(solution).filter(({ value }) => !values.includes(value));
    requireFromSolution(getPart(solution)[0]);
    expect(
      missing,
      formatHint({
        expected: "partitions for order-service and user-service",
        found: stopped ?? (values.length > 0 ? `there are ${values.join(", ")}` : isEmpty ? EMPTY : "there are none"),
        look: [
          "COMPONENTS: a list of two texts, each as it is in the events",
          "PARTITION: the value between single quotes",
        ],
        because: stopped,
      }),
    ).to.deep.equal([]);
  });
  it("names the folder of each", () => {
    // Each learner's bucket has another name, so the locations are compared without it.
    const listElsewhere = (run: typeof learner) => {
      const bucket = run.cloud.buckets.find(({ name }) => name.endsWith(`${OUTPUT}-${run.cloud.account}`));
      return getPart(run).find(({ value, location }) => location !== `s3://${bucket?.name}/${value}/`);
    };
    requireFromSolution(listElsewhere(solution) === undefined && getPart(solution).length > 0 ? true : undefined);
    expect(
      getPart(learner).length === 0 ? hasLocation(learner) : listElsewhere(learner) === undefined,
      formatHint({
        expected: `the locations end in ${getPart(solution)
          .map(({ value }) => `/${value}/`)
          .join(" and ")}`,
        found: stopped ?? (formatValue(listElsewhere(learner)?.location) || "there are none"),
        look: "LOCATION: the bucket, by ${BUCKET}, a slash, the component, a slash",
        because: stopped ?? (getPart(learner).length > 0 ? undefined : "none"),
      }),
    ).to.equal(true);
  });
});

exercise("04-windowed-delivery.question", { points: 2, title: "4.3 Ask" }, ({ learner, solution }) => {
  const question = drawMetricQuestion(findStudent(learner) ?? "");
  const { seed, answer = [] } = getDelivery(learner);
  // Athena returns the column names as the query writes them; their case does not matter.
  const [names = [], ...rows] = lowerCased(answer);
  const stopped =
    describeStop(learner, "question") ?? (names.length === 0 ? "there is no answer to your query" : undefined);
  it("gives the seven columns", () => {
    const [wantedNames] = lowerCased(requireFromSolution(getDelivery(solution).answer));
    expect(
      names,
      formatHint({
        expected: `the columns ${wantedNames?.join(", ")}`,
        found: stopped ?? `they are ${names.join(", ")}`,
        look: [
          "SELECT: the seven names, from componentName to toTimestamp, and their order",
          "FROM: the table aggregates",
        ],
        because: stopped,
      }),
    ).to.deep.equal(wantedNames);
  });
  const windows = rows.map((row) => {
    const read = (column: string) => row[names.indexOf(column.toLowerCase())] ?? "";
    const [minValue, maxValue] = [Number(read("minValue")), Number(read("maxValue"))];
    return { componentName: read("componentName"), metricName: read("metricName"), minValue, maxValue };
  });
  it("gives the windows of one metric of one service", () => {
    const { componentName, metricName } = question;
    const isOfQuestion = (window: Pick<ShownWindow, "componentName" | "metricName">) =>
      window.componentName === componentName && window.metricName === metricName;
    const matching = createProbeWindows(seed).filter(isOfQuestion);
    const [another] = windows.filter((window) => !isOfQuestion(window));
    expect(
      windows.map(formatWindow).sort(),
      formatHint({
        expected: `${matching.length} windows, all of ${metricName} of ${componentName}`,
        found:
          stopped ??
          `${windows.length} ${windows.length === 1 ? "row" : "rows"}${another ? `, one of ${another.metricName} of ${another.componentName}` : ""}`,
        look: [
          "WHERE: two conditions, on componentName and metricName, with AND between them",
          "Your question: it is in the cell above",
        ],
        because: stopped,
      }),
    ).to.deep.equal(matching.map(formatWindow).sort());
  });
  it("puts the windows in the order of the question", () => {
    const { column, first, componentName, metricName } = question;
    const sign = first === "highest" ? -1 : 1;
    const values = windows.map((window) => window[column]);
    // The first window alone shows the order, too: how many there are is another claim.
    const [firstValue] = createProbeWindows(seed)
      .filter((window) => window.componentName === componentName && window.metricName === metricName)
      .map((window) => window[column])
      .sort((a, b) => sign * (a - b));
    expect(
      (values.length > 1 || values[0] === firstValue) &&
        values.every((value, n) => n === 0 || sign * (value - (values[n - 1] ?? value)) >= 0),
      formatHint({
        expected: `${column} goes ${first === "highest" ? "down" : "up"} from row to row`,
        found: stopped ?? `the first values are ${values.slice(0, 3).join(", ")}`,
        look: `ORDER BY ${column}: with DESC the highest comes first, without it the lowest`,
        because: stopped,
      }),
    ).to.equal(true);
  });
});

type ShownWindow = Pick<ProbeWindow, "componentName" | "metricName" | "minValue" | "maxValue">;

const formatWindow = ({ componentName, metricName, minValue, maxValue }: ShownWindow): string =>
  [componentName, metricName, minValue, maxValue].join(" ");

function lowerCased([names = [], ...rows]: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [names.map((name) => name.toLowerCase()), ...rows];
}

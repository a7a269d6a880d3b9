import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { readFlinkQuery, toNestedRow } from "../../course/03-data-collection/grading/flink-query";
import { probeRows } from "../../course/03-data-collection/grading/query";
import { flinkAnswers as answersOfLab03 } from "../../course/03-data-collection/right-answers-of-flink";
import { flinkAnswers as answersOfLab04 } from "../../course/04-windowed-delivery/right-answers-of-flink";
import { SqlParseError } from "../../course/sql/read-sql";
import { readWindowQuery } from "../../course/sql/read-window-query";
import { changeSolution, changeText, type SolutionChange } from "../../course/testing/change-solution";
import { loadMistakes } from "../../course/testing/load-mistakes";
import { subsetFlinkSql } from "../../src/analytics/subset-flink-sql";
import { createClicks, createClicksTable } from "../../src/collection/clicks";
import { openFlink, type FlinkSession } from "../../src/flink/flink-session";
import { sql, Sql } from "../../src/flink/sql";
import { requireFlink } from "../../src/flink/testing/require-flink";
import { useFlinkCloud } from "../../src/flink/testing/use-flink-cloud";
import { closingEvent, metricEvents } from "../../src/generators/metric-events";
import { EXACT_WINDOWS, windowedMetricsSql } from "../../src/metrics/windowed-metrics-sql";

const people = probeRows(7);
const events = [
  ...metricEvents({ seed: 604, count: 240, from: new Date("2030-01-01T12:00:00Z"), meanGapMs: 7_500 })
    // Some values come twice in a window, so that a count of different values is another one.
    .flatMap((event, n) => (n < 232 ? [event] : [event, event])),
  closingEvent(new Date("2030-01-01T13:30:00Z")),
];
const eventRows = events.map((event) => ({ ...event, timestamp: new Date(event.timestamp).getTime() }));
const clicks = [...createClicks({ seed: 703, gapMinutes: 30 }), ...createClicksAfterGap()];
const clickRows = clicks.map((click) => ({
  ...click,
  client_timestamp: Date.parse(`${click.client_timestamp}Z`),
}));

/** Two clicks of a visitor, the second exactly one gap after the first. */
function createClicksAfterGap() {
  return ["12:00:00", "12:30:00"].map((time) => ({
    user_id: "eva",
    device_id: "phone",
    client_event: "cart",
    client_timestamp: `2030-01-01T${time}`,
  }));
}

interface Lab {
  readonly exercise: string;
  readonly constant: string;
  readonly table: Sql;
  readonly records: readonly object[];
  /** The rows by the exercise's check. */
  readonly read: (query: string) => readonly object[];
  readonly answers: readonly (readonly [says: string, exercise: string, answer: string])[];
  /** Further queries, by what differs from the model answer. */
  readonly right: readonly SolutionChange[];
  readonly wrong: readonly SolutionChange[];
}

const AGE = "people.dob.age >=";
const SIZE = "INTERVAL '4' MINUTES";
const METRIC = "metricName = 'ram'";
const GROUPS = "GROUP BY window_start, window_end, componentName";
const WINDOWS = "TABLE metric_events, DESCRIPTOR(`timestamp`), INTERVAL '4' MINUTES";
const GAP = "INTERVAL '30' MINUTES";
const VISITOR = "PARTITION BY (user_id, device_id)";
const LABS: readonly Lab[] = [
  {
    exercise: "03-data-collection.flink-query",
    constant: "FLINK_QUERY",
    table: subsetFlinkSql({ source: "people", minimumAge: 21 }).table,
    records: people.map(({ first, last, gender, age, country }) => ({
      name: { first, last },
      gender,
      dob: { age },
      location: { country },
    })),
    read(query) {
      const { from, consume, computeValues } = readFlinkQuery(query);
      expect(from).to.equal("people");
      return people.map(toNestedRow).filter(consume).map(computeValues);
    },
    answers: answersOfLab03,
    right: [
      [AGE, "dob.age >="],
      [AGE, "people.age >="],
      [AGE, "NOT age <"],
      ["WHERE", "WHERE name.`first` LIKE '%' AND"],
      ["gender,", "CAST(gender AS STRING) AS gender,"],
      ["people.dob.age AS age", "people.dob.age"],
      ["people.`location`.country AS country", "location.country country"],
      ["FROM people", "FROM `default_catalog`.default_database.people"],
      ["FROM people", "FROM (SELECT * FROM default_database.people) AS people"],
      ["FROM people", "FROM (SELECT name, gender, dob, people.`location` FROM people) AS people"],
    ],
    wrong: [
      [AGE, "people.dob.age !="],
      [AGE, "`dob.age` >="],
      [AGE, "people.DOB.age >="],
      [AGE, "name.age >="],
      ["WHERE", "WHERE name.`first` NOT LIKE '_%' AND"],
      ["gender,", "CAST(gender AS STRING),"],
      ["people.dob.age AS age", "CAST(people.dob.age AS STRING) AS age"],
      ["FROM people", "FROM people AS p"],
      ["FROM people", "FROM other_database.people"],
      ["FROM people", "FROM default_catalog.people"],
      ["gender,", "name,"],
      ["FROM people", "FROM (SELECT name AS n, gender, dob, `location` FROM people) AS people"],
      ["people.dob.age AS age", "people.dob.age + 0"],
      ["people.dob.age AS age", "people.dob.age AS age, people.dob.age AS age"],
    ],
  },
  {
    exercise: "03-data-collection.flink-sessions",
    constant: "FLINK_SESSIONS",
    table: createClicksTable("clicks.json"),
    records: clicks,
    read(query) {
      const { table, groups, keys, computeRows } = readWindowQuery(query);
      expect(table).to.equal("clicks");
      // Else Flink writes the rows of a session again after each click.
      expect(groups).to.include.members(["window_start", "window_end", "user_id", "device_id", ...keys]);
      return computeRows(clickRows).map((row) => ({
        ...row,
        begin_session: formatTime(row["begin_session"]),
        end_session: formatTime(row["end_session"]),
      }));
    },
    answers: answersOfLab03,
    right: [
      [GAP, "INTERVAL '00:30' HOUR TO MINUTE"],
      [VISITOR, "PARTITION BY (`device_id`, user_id)"],
      ["MIN(client_timestamp)", "window_start"],
      ["MAX(client_timestamp)", "window_end - INTERVAL '30' MINUTES"],
      ["window_start, window_end", "window_start, window_end, window_time"],
      [
        "GROUP BY user_id, device_id, window_start, window_end",
        "GROUP BY (user_id, device_id), (window_start, (window_end))",
      ],
      ["TABLE clicks", "TABLE default_database.clicks"],
    ],
    wrong: [
      [GAP, "INTERVAL '35' MINUTES"],
      [GAP, "INTERVAL '25' MINUTES"],
      [GAP, "30"],
      [VISITOR, "PARTITION BY device_id"],
      [VISITOR, "PARTITION BY (user_id, device_id, client_event)"],
      [VISITOR, "PARTITION BY user_id, device_id"],
      [VISITOR, `${VISITOR} ORDER BY client_timestamp`],
      ["SESSION(TABLE clicks PARTITION BY (user_id, device_id)", "TUMBLE(TABLE clicks PARTITION BY user_id"],
      [GAP, `${GAP}, ${GAP}`],
      ["TABLE(SESSION", "(SESSION"],
      ["\nGROUP BY", "\nWHERE client_event <> 'cart' GROUP BY"],
      ["window_start, window_end", "window_end"],
      ["MIN(client_timestamp)", "FIRST_VALUE(client_timestamp)"],
      ["MIN(client_timestamp)", "MIN(clicks.client_timestamp)"],
    ],
  },
  {
    exercise: "04-windowed-delivery.flink-windows",
    constant: "FLINK_WINDOWS",
    table: windowedMetricsSql({ source: "events", sink: "aggregates" }).tables[0],
    records: events,
    read(query) {
      const { table, groups, computeRows } = readWindowQuery(query);
      expect(table).to.equal("metric_events");
      expect(groups).to.include.members(["window_start", "window_end", "componentName"]);
      return computeRows(eventRows);
    },
    answers: answersOfLab04,
    right: [
      [SIZE, "INTERVAL '00:04:00' HOUR TO SECOND"],
      [SIZE, "INTERVAL '0 0:4:0' DAY TO SECOND"],
      [SIZE, "INTERVAL '0 00:04' DAY TO MINUTE"],
      [SIZE, "INTERVAL ' 4 ' MINUTE"],
      [SIZE, "INTERVAL '240' SECONDS(3)"],
      [SIZE, "INTERVAL '0 00:04:00.000' DAY TO SECOND(3)"],
      [SIZE, "INTERVAL '0004' MINUTE(4)"],
      [METRIC, "metricName LIKE 'r%'"],
      [METRIC, "metricName LIKE '_am' AND metricName NOT LIKE 'c%'"],
      [`WHERE ${METRIC}\n${GROUPS}`, `${GROUPS}, metricName HAVING ${METRIC} AND MAX(\`value\`) > 0`],
      ["COUNT(*)", "COUNT(1)"],
      ["COUNT(*)", "CAST(COUNT(*) AS BIGINT)"],
      ["window_end, ", "window_end, unit, "],
      [GROUPS, "GROUP BY (window_start, window_end, componentName)"],
      [GROUPS, "GROUP BY (window_start, window_end), componentName"],
      ["TABLE metric_events", "TABLE `default_catalog`.`default_database`.`metric_events`"],
    ],
    wrong: [
      [SIZE, "INTERVAL 4 MINUTES"],
      [WINDOWS, "DATA => TABLE metric_events, SIZE => INTERVAL '4' MINUTES, TIMECOL => DESCRIPTOR(`timestamp`)"],
      [WINDOWS, "TIMECOL => DESCRIPTOR(`timestamp`), DATA => TABLE metric_events, SIZE => INTERVAL '4' MINUTES"],
      ["TABLE metric_events", "TABLE other_database.metric_events"],
      [SIZE, "INTERVAL '240' SECONDS"],
      [SIZE, "INTERVAL '240' SECONDS(2)"],
      [SIZE, "INTERVAL '0 00:04:00.000' DAY TO SECOND(2)"],
      [SIZE, "INTERVAL '0 00:04:00.5' DAY TO SECOND"],
      [METRIC, "metricName LIKE 'r'"],
      ["window_end, componentName", "window_end, componentName HAVING COUNT(*) > 5"],
      ["window_end, componentName", "window_end, componentName HAVING events > 0"],
      ["window_end, componentName", "window_end, componentName HAVING metricName = 'ram'"],
      [SIZE, "INTERVAL '0 00:04:00' HOUR TO SECOND"],
      [SIZE, "INTERVAL '0 00:03:60' DAY TO SECOND"],
      [SIZE, "INTERVAL '0 00:00:240' DAY TO SECOND"],
      [METRIC, "metricName != 'cpu'"],
      [METRIC, "metric_events.metricName = 'ram'"],
      ["MAX(`value`)", "MAX(value)"],
      ["DESCRIPTOR(`timestamp`)", "DESCRIPTOR(timestamp)"],
      ["MINUTES))", "MINUTES)) AS window"],
      ["COUNT(*) AS events", "COUNT(*)"],
      ["COUNT(*) AS events", "COUNT(*) AS events, window_start"],
      ["COUNT(*) AS events", "COUNT(*) AS events, metricName"],
    ],
  },
];

/** A time in ms as Flink writes it. */
const formatTime = (time: unknown): unknown =>
  typeof time === "number" ? new Date(time).toISOString().slice(0, 19) : time;

/** The query in a cell. */
const evaluate = (code: string, constant: string): string =>
  String(new Function("MINIMUM_AGE", `${code.replace(": string", "")}\nreturn ${constant};`)(21));

const sortRows = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();

function readByCheck({ read }: Lab, query: string): string[] | undefined {
  try {
    return sortRows(read(query));
  } catch (error) {
    if (error instanceof SqlParseError || (error instanceof Error && error.name === "AssertionError")) return undefined;
    throw error;
  }
}

for (const lab of LABS) {
  const { exercise, constant } = lab;
  const model = evaluate((await changeSolution(exercise)).join("\n"), constant);
  const mistakes = (await loadMistakes(exercise.split(".")[0] ?? "")).filter(
    (mistake) => mistake.exercise === exercise,
  );
  const change = (changes: readonly SolutionChange[]) => changes.map((item) => changeText(model, [item]).join("\n"));
  const answers = lab.answers.filter(([, id]) => exercise.endsWith(`.${id}`));
  const right = [model, ...answers.map(([, , answer]) => evaluate(answer, constant)), ...change(lab.right)];
  const wrong = [...mistakes.map(({ answer }) => evaluate(answer.join("\n"), constant)), ...change(lab.wrong)];

  describe(`queries of ${exercise}`, () => {
    for (const query of right)
      it(`accepts ${query.replaceAll(/\s+/g, " ").trim()}`, () => {
        expect(readByCheck(lab, query)).to.have.length.above(3).and.to.deep.equal(readByCheck(lab, model));
      });
    for (const query of wrong)
      it(`rejects ${query.replaceAll(/\s+/g, " ").trim()}`, () => {
        expect(readByCheck(lab, query)).not.to.deep.equal(readByCheck(lab, model));
      });

    describe("as Flink runs them", function () {
      before(function () {
        skipIf(this, LEFT_TO_CI);
      });
      requireFlink();
      useFlinkCloud();

      it("get the same verdicts", async () => {
        const flink = await openFlink({ settings: EXACT_WINDOWS });
        await flink.run(storeTable(lab));
        const expected = await runByFlink(flink, model);
        expect(expected).to.have.length.above(3);
        const differing: string[] = [];
        for (const query of [...right, ...wrong]) {
          const rows = await runByFlink(flink, query);
          if ((JSON.stringify(rows) === JSON.stringify(expected)) !== right.includes(query))
            differing.push(`${query}: ${JSON.stringify(rows)}`);
        }
        await flink.close();
        expect(differing).to.deep.equal([]);
      });
    });
  });
}

/** The learner's table, whose records are in a file, so that a query ends. */
function storeTable({ table, records }: Lab): Sql {
  const file = join(createTemporaryFolder(), "records");
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
  const [columns = ""] = table.text.split(" WITH (");
  return sql`${new Sql(columns)} WITH ('connector' = 'filesystem', 'path' = ${pathToFileURL(file).href},
    'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601')`;
}

/** The rows of a query, each with its kind: a row that Flink replaces later is another one. Why it fails, if it does. */
async function runByFlink(flink: FlinkSession, text: string): Promise<string[] | string> {
  const rows: object[] = [];
  try {
    for await (const { kind, row } of flink.query({ text })) rows.push({ kind, ...row });
  } catch (error) {
    return String(error);
  }
  return sortRows(rows);
}

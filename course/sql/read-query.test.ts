import { expect } from "chai";
import { runSteps } from "./query-steps";
import { readQuery } from "./read-query";
import { readWindowQuery } from "./read-window-query";
import { UnreadableSqlError } from "./read-sql";

const EVENTS = [
  [0, "ram", 1],
  [60, "cpu", 5],
  [70, "ram", 1],
  [250, "ram", 7],
].map(([seconds, metric, number]) => ({
  service: "user",
  metric: String(metric),
  number: Number(number),
  at: Number(seconds) * 1000,
}));
const WINDOWS = "TABLE(TUMBLE(TABLE events, DESCRIPTOR(at), INTERVAL '4' MINUTES))";
const COLUMNS = "service, window_start, COUNT(*) AS events, MAX(number) AS highest";
const GROUPS = "GROUP BY service, window_start, window_end";
const PLAIN = `SELECT ${COLUMNS} FROM ${WINDOWS} WHERE metric = 'ram' ${GROUPS}`;

describe("the reader of Flink's queries", () => {
  for (const [title, query] of [
    [
      "windows after WITH",
      `WITH w AS (SELECT * FROM ${WINDOWS}) SELECT ${COLUMNS} FROM w WHERE metric = 'ram' ${GROUPS}`,
    ],
    [
      "a table after WITH, with other names of columns",
      `WITH e AS (SELECT service AS s, number AS n, at AS t FROM events WHERE metric = 'ram'),
       w AS (SELECT s, n, window_start, window_end FROM TABLE(TUMBLE(TABLE e, DESCRIPTOR(t), INTERVAL '4' MINUTES)))
       SELECT s AS service, window_start, COUNT(*) AS events, MAX(n) AS highest FROM w GROUP BY s, window_start, window_end`,
    ],
    [
      "windows in brackets",
      `SELECT ${COLUMNS} FROM (SELECT t.* FROM ${WINDOWS} t) AS w WHERE w.metric = 'ram' ${GROUPS}`,
    ],
    ["a condition on a function", `SELECT ${COLUMNS} FROM ${WINDOWS} WHERE UPPER(TRIM(metric)) = 'RAM' ${GROUPS}`],
    ["groups in brackets", `SELECT * FROM (${PLAIN}) AS g WHERE g.events > 0`],
    ["columns in brackets after GROUP BY", PLAIN.replace(GROUPS, "GROUP BY (service, (window_start)), window_end")],
    ["a table's database", PLAIN.replace("TABLE events", "TABLE default_database.events")],
    ["a table's catalog", PLAIN.replace("TABLE events", "TABLE `default_catalog`.default_database.`events`")],
  ] as const)
    it(`reads ${title}`, () => {
      const [found, plain] = [query, PLAIN].map(readWindowQuery);
      expect(found?.computeRows(EVENTS)).to.deep.equal(plain?.computeRows(EVENTS));
      expect(found?.selectEvents(EVENTS)).to.deep.equal(plain?.selectEvents(EVENTS));
      expect(found?.groups).to.deep.equal(plain?.groups);
      expect([found?.table, found?.timeColumn, found?.sizeMs]).to.deep.equal(["events", "at", 240_000]);
    });

  it("passes on nested rows, which have no value of their own", () => {
    const rows = [{ "name.first": "Eva", "name.last": "Ode", "dob.age": 21 }];
    const run = (sql: string) => runSteps(readQuery(sql, true).steps, rows).map(({ row }) => row);
    const nested = "WITH w AS (SELECT p.name AS n, dob FROM people AS p WHERE dob.age > 20) SELECT";
    expect(run(`${nested} w.n.\`first\`, age FROM w`)).to.deep.equal([{ first: "Eva", age: 21 }]);
    expect(run(`${nested} * FROM w`)).to.deep.equal([{ "n.first": "Eva", "n.last": "Ode", "dob.age": 21 }]);
    expect(() => run(`${nested} name.last FROM w`)).to.throw("the table has no value name.last");
    expect(() => run(`${nested} n FROM w WHERE n IS NOT NULL`)).to.throw(
      UnreadableSqlError,
      "the check can't read the nested row n as a value",
    );
  });

  it("keeps the whole name of a table in another database", () => {
    for (const table of ["other.events", "default_catalog.events", "other.default_database.events"])
      expect(readWindowQuery(PLAIN.replace("TABLE events", `TABLE ${table}`)).table).to.equal(table);
  });

  it("counts different values only after DISTINCT", () => {
    const { computeRows } = readWindowQuery(PLAIN.replace("COUNT(*)", "COUNT(DISTINCT number)"));
    expect(computeRows(EVENTS).map(({ events }) => events)).to.deep.equal([1, 1]);
  });

  it("takes a session apart where a condition in brackets leaves out a click", () => {
    const sessions = WINDOWS.replace("TUMBLE", "SESSION").replace("'4' MINUTES", "'90' SECONDS");
    const query = `SELECT COUNT(*) AS events FROM (SELECT * FROM ${sessions}) AS s WHERE number <> 5 GROUP BY window_start, window_end`;
    const clicks = [0, 80, 160].map((seconds) => ({ number: seconds === 80 ? 5 : 1, at: seconds * 1000 }));
    expect(readWindowQuery(query).computeRows(clicks)).to.deep.equal([{ events: 1 }, { events: 1 }]);
  });

  for (const [query, part] of [
    [PLAIN.replace("COUNT(*)", "SUM(CASE WHEN number > 1 THEN 1 ELSE 0 END)"), "CASE"],
    [PLAIN.replace(" WHERE", " JOIN services USING (service) WHERE"), "JOIN"],
    [`${PLAIN} UNION ALL ${PLAIN}`, "UNION"],
    [PLAIN.replace("SELECT", "SELECT DISTINCT"), "DISTINCT"],
    [PLAIN.replace("COUNT(*)", "COUNT(*) FILTER (WHERE number > 1)"), "FILTER"],
    [PLAIN.replace("'ram'", "(SELECT name FROM metrics)"), "a query in an expression"],
    [PLAIN.replace("metric =", "INITCAP(metric) ="), "the function INITCAP"],
    [PLAIN.replace("metric =", "CAST(metric AS BYTES) ="), "a CAST to BYTES"],
    [PLAIN.replace("metric =", "at > TIMESTAMP '2030-01-01 00:00:00' AND metric ="), "TIMESTAMP '2030-01-01 00:00:00'"],
    [`WITH w (a, b) AS (SELECT * FROM ${WINDOWS}) SELECT a FROM w`, "names of columns in brackets after w"],
    [PLAIN.replace("metric =", "(events.metric).name ="), "a value of a nested row in brackets"],
    [PLAIN.replace("GROUP BY", "GROUP BY GROUPING SETS"), "GROUPING"],
    [PLAIN.replace("'4' MINUTES", "'4' MINUTES, INTERVAL '1' MINUTES"), "a further argument of TUMBLE"],
    [`SELECT SUM(events) FROM (${PLAIN}) AS g`, "groups of groups"],
    [
      "SELECT COUNT(*) FROM events GROUP BY TUMBLE(at, INTERVAL '4' MINUTE)",
      "TUMBLE in GROUP BY: write the query with FROM TABLE(TUMBLE(…))",
    ],
  ] as const)
    it(`names a part that it can't read: ${part}`, () => {
      expect(() => readWindowQuery(query)).to.throw(UnreadableSqlError, `the check can't read ${part}`);
    });

  for (const [query, message] of [
    [PLAIN.replace(" FROM", " FOR"), "FROM is expected where FOR stands"],
    [PLAIN.replace("events,", "end,"), "end is a word of SQL: as a name it needs backticks"],
    [PLAIN.replace("metric =", "x.metric ="), "there is no table x for x.metric"],
    [PLAIN.replace(WINDOWS, "events"), "TABLE is expected where events stands"],
    [PLAIN.replace("GROUP BY service,", "GROUP BY (service,"), ") is expected at the end"],
    [
      PLAIN.replace("TABLE events, DESCRIPTOR(at), ", "DATA => TABLE events, SIZE => "),
      "TIMECOL is expected where SIZE stands",
    ],
  ] as const)
    it(`says what is wrong: ${message}`, () => {
      expect(() => readWindowQuery(query))
        .to.throw(message)
        .and.not.to.be.instanceOf(UnreadableSqlError);
    });
});

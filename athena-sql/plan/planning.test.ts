import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { openTestEngine } from "../testing/open-test-engine";
import { queryOver, type TestTable } from "../testing/tables";
import { QueryFault } from "../query-engine";

const NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";
const PARTITIONS = [
  ["2030-01-01", "1", "a"],
  ["2030-01-01", "12", "ab"],
  ["2030-01-02", "-3", "b%"],
  ["2030-02-28", "20", ""],
  [NULL_VALUE, "7", "A"],
  ["2029-12-31", NULL_VALUE, "a"],
  ["2029-12-31", "0", NULL_VALUE],
];
const COLUMNS = [{ Name: "n", Type: "int" }];
const TABLE: TestTable = {
  name: "t",
  columns: COLUMNS,
  keys: [
    { Name: "d", Type: "date" },
    { Name: "h", Type: "int" },
    { Name: "s", Type: "string" },
  ],
  partitions: PARTITIONS,
};

/** Conditions on partition keys that are decided before any row is read. */
const DECIDED = [
  "h = 1",
  "12 = h",
  "h <> 1",
  "h < 12",
  "h <= 12",
  "h > 12",
  "h >= 12",
  "h = -3",
  "h = - 3",
  "h BETWEEN 0 AND 12",
  "h NOT BETWEEN 0 AND 12",
  "h BETWEEN NULL AND 0",
  "h NOT BETWEEN NULL AND 0",
  "h BETWEEN 13 AND NULL",
  "h IN (1, 20)",
  "h NOT IN (1, 20)",
  "h IN (1, NULL)",
  "h NOT IN (1, NULL)",
  "h IS NULL",
  "h IS NOT NULL",
  "NOT h = 1",
  "NOT (h = 1 OR h = 12)",
  "h = 1 AND s = 'a'",
  "h = 1 OR s = 'a'",
  "h = NULL",
  "h = 1 OR NULL",
  "h = 1 AND (n > 0 OR n <= 0 OR n IS NULL)",
  "h > 5 AND true",
  "h > 5 OR false",
  "h = 1 OR (h = 12 AND s = 'ab') OR (h = 20 AND NULL)",
  "NOT (h = 1 AND s = 'a')",
  "NOT (h = 1 AND NULL)",
  "s = 'a'",
  "s < 'a'",
  "s LIKE 'a%'",
  "s LIKE '_'",
  "s NOT LIKE 'a%'",
  "s LIKE NULL",
  "s LIKE 'b%'",
  "s || 'x' = 'ax'",
  "concat(s, 'b') = 'ab'",
  "s || NULL = 'a'",
  "s IN ('a', '')",
  "s BETWEEN 'A' AND 'a'",
  "s IS NULL OR s = ''",
  "d = DATE '2030-01-01'",
  "d > DATE '2030-01-01'",
  "d BETWEEN DATE '2029-12-31' AND DATE '2030-01-01'",
  "d = CAST('2030-01-02' AS date)",
  "d = date('2030-01-02')",
  "CAST(d AS varchar) = '2030-01-02'",
  "CAST(d AS varchar) LIKE '2030-01-%'",
  "CAST(h AS varchar) = '12'",
  "CAST(CAST(h AS varchar) AS integer) > 5",
  "CAST(h AS bigint) = 12",
  "d < current_date",
  "d >= current_date",
  "d = current_date + INTERVAL '1' DAY",
  "d = current_date - INTERVAL '1' DAY",
  "d = current_date - INTERVAL -'1' DAY",
  "d >= DATE '2030-01-31' + INTERVAL '28' DAY",
  "d IN (DATE '2030-01-01', NULL)",
  "d IS NULL",
];
/** Conditions that rule out no partition: they are about other columns, or decided row by row. */
const LEFT_TO_ROWS = [
  "n = 1",
  "h + 1 = 2",
  "abs(h) = 3",
  "upper(s) = 'A'",
  "s LIKE 'b!%' ESCAPE '!'",
  "d + INTERVAL '1' MONTH = DATE '2030-02-01'",
  "h = 1 OR n = 1",
  "h = 1e0",
  "CAST(s AS varchar(1)) = 'a' OR n = 1",
  "NOT (n = 1 AND h = h + 0)",
  "date_trunc('month', d) = DATE '2030-01-01'",
];

describe("Athena engine: partitions to read", () => {
  const engine = openTestEngine();
  const listPartitions = (table: TestTable, where: string, parameters?: string[]): string[] => {
    const input = { ...queryOver(table, `SELECT n FROM ${table.name} WHERE ${where}`), parameters };
    const [scan] = engine.engine.listScans(input);
    return (scan?.partitions ?? []).map((values) => values.map((value) => value ?? "NULL").join("/"));
  };
  const all = PARTITIONS.map((values) => values.map((value) => (value === NULL_VALUE ? "NULL" : value)).join("/"));

  it("match the query's conditions just as rows with their values do", async () => {
    const formatLiteral = ([d, h, s]: readonly string[]): string => {
      const formatOr = (value: string | undefined, type: string, text: string): string =>
        value === NULL_VALUE ? `CAST(NULL AS ${type})` : text;
      return `(${formatOr(d, "date", `DATE '${d}'`)}, ${formatOr(h, "integer", String(h))}, ${formatOr(s, "varchar", `CAST('${s}' AS varchar)`)}, 1)`;
    };
    const rows = `(VALUES ${PARTITIONS.map(formatLiteral).join(", ")}) AS t (d, h, s, n)`;
    const decided = await engine.readRows(`SELECT ${DECIDED.map((item) => `(${item})`).join(", ")} FROM ${rows}`);
    for (const [index, condition] of DECIDED.entries())
      expect(listPartitions(TABLE, condition), condition).to.deep.equal(
        all.filter((_, row) => decided[row]?.[index] === "true"),
      );
  });

  it("include all if conditions depend on other columns or on each row", () => {
    for (const condition of LEFT_TO_ROWS) expect(listPartitions(TABLE, condition), condition).to.deep.equal(all);
  });

  it("are excluded by parameters, and through joins and views, but not across a limit or an outer join", () => {
    expect(listPartitions(TABLE, "h = ?", ["12"])).to.deep.equal(["2030-01-01/12/ab"]);
    const count = (sql: string): number[] =>
      engine.engine.listScans(queryOver(TABLE, sql)).map(({ partitions }) => partitions.length);
    for (const [sql, ...counts] of [
      ["SELECT * FROM (SELECT n, h FROM t) WHERE h = 12", 1],
      ["SELECT * FROM (SELECT n, h FROM t LIMIT 5) WHERE h = 12", 7],
      ["SELECT * FROM (SELECT h, count(*) FROM t GROUP BY h) WHERE h = 12", 1],
      ["SELECT * FROM (SELECT h, max(n) AS m FROM t GROUP BY h) WHERE m = 12", 7],
      ["SELECT * FROM (SELECT max(h) AS h FROM t) WHERE h = 12", 7],
      ["SELECT * FROM (SELECT h, rank() OVER (ORDER BY n) AS r FROM t) WHERE h = 12", 7],
      ["SELECT * FROM t a JOIN t b ON a.n = b.n AND a.h = 12", 1, 7],
      ["SELECT * FROM t a LEFT JOIN t b ON a.n = b.n WHERE b.h = 12", 7, 7],
      ["SELECT * FROM t a LEFT JOIN t b ON a.n = b.n WHERE a.h = 12", 1, 7],
      ["SELECT * FROM t a RIGHT JOIN t b ON a.n = b.n WHERE b.h = 12", 7, 1],
      ["SELECT * FROM t a RIGHT JOIN t b ON a.n = b.n WHERE a.h = 12", 7, 7],
      ["SELECT * FROM t a FULL JOIN t b ON a.n = b.n WHERE a.h = 12 AND b.h = 12", 7, 7],
      ["SELECT * FROM t a LEFT JOIN t b ON a.h = 12", 7, 7],
      ["SELECT n FROM t WHERE h = 12 UNION ALL SELECT n FROM t WHERE h > 12", 1, 1],
      ["WITH v AS (SELECT * FROM t) SELECT * FROM v WHERE h = 12", 1],
      ["SELECT 1 WHERE EXISTS (SELECT 1 FROM t WHERE h = 12)", 1],
    ] as const)
      expect(count(sql), sql).to.deep.equal(counts);
  });

  it("are listed with the required data columns and partition columns", () => {
    const scan = (sql: string): unknown => {
      const [scanInfo] = engine.engine.listScans(
        queryOver({ ...TABLE, columns: [...COLUMNS, { Name: "m", Type: "string" }] }, sql),
      );
      return [scanInfo?.columns.map(({ name, type }) => `${name} ${type}`), scanInfo?.keys];
    };
    const keys = ["d", "h", "s"];
    expect(scan("SELECT m FROM t")).to.deep.equal([["m varchar"], keys]);
    expect(scan("SELECT count(*) FROM t WHERE h = 1")).to.deep.equal([["h integer"], keys]);
    // Engine v3 computes no column, aggregate or window that nothing asks for, and reads nothing for it.
    const numbered = "SELECT h, upper(m) AS u, row_number() OVER (PARTITION BY h ORDER BY m) AS r FROM t";
    const unread = `SELECT h, arbitrary(m) AS m, max(n) AS n FROM t GROUP BY h`;
    for (const [sql, names] of [
      [`SELECT h FROM (${numbered})`, "h"],
      [`SELECT h FROM (${numbered}) WHERE r = 1`, "m h"],
      [`SELECT u FROM (${numbered})`, "m"],
      [`SELECT h FROM (${unread})`, "h"],
      [`SELECT n FROM (SELECT * FROM (${unread}))`, "n h"],
      [`SELECT h FROM (${unread}) ORDER BY m`, "m h"],
      [`SELECT h FROM (SELECT DISTINCT h, upper(m) FROM t)`, "m h"],
      [
        `SELECT count(*) FROM (${unread.replace("arbitrary(m) AS m", "(SELECT max(s) FROM t AS i WHERE i.n = 1) AS x")})`,
        "h",
      ],
      ["SELECT h FROM (SELECT h, upper(m) AS u FROM t UNION ALL SELECT 1, 'a')", "m h"],
    ] as const)
      expect(scan(sql), sql).to.have.deep.nested.property(
        "[0]",
        names.split(" ").map((name) => `${name} ${{ h: "integer", n: "integer" }[name] ?? "varchar"}`),
      );
    expect(scan("SELECT * FROM t")).to.deep.equal([
      ["n integer", "m varchar", "d date", "h integer", "s varchar"],
      keys,
    ]);
  });
});

describe("Athena engine: projected partitions", () => {
  const engine = openTestEngine();
  const listProjected = (type: string, properties: Record<string, string>, where = "true"): unknown => {
    const key = "k";
    const table: TestTable = {
      name: "t",
      columns: COLUMNS,
      keys: [{ Name: key, Type: type }],
      properties: {
        "projection.enabled": "TRUE",
        ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [`projection.${key}.${name}`, value])),
      },
    };
    try {
      const [scan] = engine.engine.listScans(queryOver(table, `SELECT n FROM t WHERE ${where}`));
      return (scan?.partitions ?? []).map((values) => values.join("/"));
    } catch (error) {
      if (error instanceof QueryFault) return error.message;
      throw error;
    }
  };
  const listIntegers = (properties: Record<string, string>, where?: string): unknown =>
    listProjected("int", { type: "integer", ...properties }, where);
  const listDates = (properties: Record<string, string>, where?: string): unknown =>
    listProjected("string", { type: "date", ...properties }, where);

  it("cover integer ranges with intervals, digits and conditions", () => {
    expect(listIntegers({ range: "1,4" })).to.deep.equal(["1", "2", "3", "4"]);
    expect(listIntegers({ range: "-2,4", interval: "3" })).to.deep.equal(["-2", "1", "4"]);
    expect(listIntegers({ range: "-9,-7", digits: "3" })).to.deep.equal(["-009", "-008", "-007"]);
    expect(listIntegers({ range: "8,10", digits: "2" })).to.deep.equal(["08", "09", "10"]);
    expect(listIntegers({ range: "5,5" })).to.deep.equal(["5"]);
    expect(listIntegers({ range: "1,9000000000" }, "k IN (3, 5, 3, 0)")).to.deep.equal(["3", "5"]);
    expect(listIntegers({ range: "1,9", interval: "2" }, "k = 4 OR k = 5")).to.deep.equal(["5"]);
    expect(listIntegers({ range: "1,9000000", interval: "4" }, "k = 4")).to.deep.equal([]);
    expect(listIntegers({ range: "1,9000000", interval: "4" }, "9 = k")).to.deep.equal(["9"]);
    expect(listIntegers({ range: "1,9" }, "k > 7")).to.deep.equal(["8", "9"]);
    expect(listIntegers({ range: "0,1000000" }, "k = 1000000")).to.deep.equal(["1000000"]);
    for (const range of ["4,1", "1", "a,b", "1.5,2"])
      expect(listIntegers({ range }), range).to.match(/^INVALID_TABLE_PROPERTY: The projection of .* its range is /);
    for (const interval of ["0", "-1", "1.5"])
      expect(listIntegers({ range: "1,4", interval }), interval).to.match(/^INVALID_TABLE_PROPERTY: /);
    expect(listIntegers({ range: "1,1000002" })).to.match(/^HIVE_EXCEEDED_PARTITION_LIMIT: /);
    expect(listIntegers({})).to.match(/projection\.k\.range is missing$/);
  });

  it("cover date ranges by the smallest unit of their format, unless the table sets another", () => {
    const days = { range: "2030-01-30,2030-02-02", format: "yyyy-MM-dd" };
    expect(listDates(days)).to.deep.equal(["2030-01-30", "2030-01-31", "2030-02-01", "2030-02-02"]);
    expect(listDates({ ...days, interval: "2" })).to.deep.equal(["2030-01-30", "2030-02-01"]);
    expect(listDates({ ...days, "interval.unit": "MONTHS" })).to.deep.equal(["2030-01-30"]);
    expect(listDates({ range: "2030-01-31,2030-04-30", format: "yyyy-MM-dd", "interval.unit": "month" })).to.deep.equal(
      ["2030-01-31", "2030-02-28", "2030-03-31", "2030-04-30"],
    );
    expect(listDates({ range: "2028-02-29,2030-12-31", format: "yyyy-MM-dd", "interval.unit": "years" })).to.deep.equal(
      ["2028-02-29", "2029-02-28", "2030-02-28"],
    );
    expect(listDates({ range: "2030-01-01,2030-01-15", format: "yyyy-MM-dd", "interval.unit": "WEEKS" })).to.deep.equal(
      ["2030-01-01", "2030-01-08", "2030-01-15"],
    );
    expect(listDates({ range: "2030/11,2031/02", format: "yyyy/MM" })).to.deep.equal([
      "2030/11",
      "2030/12",
      "2031/01",
      "2031/02",
    ]);
    expect(listDates({ range: "2029,2031", format: "yyyy" })).to.deep.equal(["2029", "2030", "2031"]);
    expect(listDates({ range: "2030-01-01-22,2030-01-02-01", format: "yyyy-MM-dd-HH" })).to.deep.equal([
      "2030-01-01-22",
      "2030-01-01-23",
      "2030-01-02-00",
      "2030-01-02-01",
    ]);
    expect(listDates({ range: "2030-01-01 00:58,2030-01-01 01:00", format: "yyyy-MM-dd HH:mm" })).to.have.length(3);
    expect(
      listDates({ range: "2030-01-01 00:00:58,2030-01-01 00:01:00", format: "yyyy-MM-dd HH:mm:ss" }),
    ).to.have.length(3);
    expect(
      listDates({ range: "2030-01-01,2030-01-02", format: "yyyy-MM-dd", "interval.unit": "HOURS" }),
    ).to.have.length(2);
    expect(listDates(days, "k > '2030-01-31'")).to.deep.equal(["2030-02-01", "2030-02-02"]);
  });

  it("cover ranges relative to the time of the query", () => {
    const format = "yyyy-MM-dd";
    expect(listDates({ range: "2029-12-31,NOW", format })).to.deep.equal(["2029-12-31", "2030-01-01"]);
    expect(listDates({ range: "NOW-1DAYS, NOW+1DAY", format })).to.deep.equal([
      "2029-12-31",
      "2030-01-01",
      "2030-01-02",
    ]);
    expect(listDates({ range: "NOW-1YEARS,NOW", format, "interval.unit": "YEARS" })).to.deep.equal([
      "2029-01-01",
      "2030-01-01",
    ]);
    expect(listDates({ range: "NOW - 2 MONTHS,NOW", format, "interval.unit": "MONTHS" })).to.have.length(3);
    expect(listDates({ range: "NOW-1WEEKS,NOW", format })).to.have.length(8);
    expect(listDates({ range: "NOW-3HOURS,NOW", format: "yyyy-MM-dd-HH" })).to.have.length(4);
    expect(listDates({ range: "NOW-2MINUTES,NOW", format: "yyyy-MM-dd HH:mm" })).to.have.length(3);
    expect(listDates({ range: "NOW-2SECONDS,NOW", format: "HH:mm:ss" })).to.have.length(3);
    for (const range of ["NOW-1FORTNIGHTS,NOW", "2030-01-01", "x,NOW", "NOW,"])
      expect(listDates({ range, format }), range).to.match(/is not a range of dates in the format yyyy-MM-dd$/);
    for (const interval of ["0", "x", "1.5"])
      expect(listDates({ range: "NOW,NOW", format, interval }), interval).to.match(/is not a range of dates/);
    expect(listDates({ range: "NOW,NOW", format, "interval.unit": "FORTNIGHTS" })).to.match(/is not a range of dates/);
    expect(listDates({ range: "NOW,NOW" })).to.match(/projection\.k\.format is missing$/);
    expect(listDates({ range: "NOW,NOW", format: "yyyy-bb" })).to.match(
      /is not a range of dates in the format yyyy-bb$/,
    );
  });

  it("cover the listed values, or the values in conditions", () => {
    expect(listProjected("string", { type: "ENUM", values: " a,b , c" })).to.deep.equal(["a", "b", "c"]);
    expect(listProjected("string", { type: "enum", values: "a,b" }, "k <> 'a'")).to.deep.equal(["b"]);
    const listInjected = (where: string): unknown => listProjected("string", { type: "injected" }, where);
    expect(listInjected("k = 'x'")).to.deep.equal(["x"]);
    expect(listInjected("'y' = k AND n = 1")).to.deep.equal(["y"]);
    expect(listInjected("k IN ('x', 'z')")).to.deep.equal(["x", "z"]);
    expect(listInjected("k = 'x' || 'y'")).to.deep.equal(["xy"]);
    for (const where of ["true", "k > 'x'", "k = NULL", "k NOT IN ('x')", "n = 1"])
      expect(listInjected(where), where).to.match(/^CONSTRAINT_VIOLATION: /);
    expect(listProjected("string", {})).to.match(/^HIVE_METASTORE_ERROR: .* missing projection configuration: \[k\]/);
    expect(listProjected("string", { type: "other" })).to.match(/projection\.k\.type is other$/);
    expect(listProjected("string", { type: "enum" })).to.match(/projection\.k\.values is missing$/);
  });

  it("are located by a template that includes each key, or in folders named by key and value", () => {
    const listLocated = (template?: string): unknown => {
      const table: TestTable = {
        name: "t",
        columns: COLUMNS,
        keys: [
          { Name: "a", Type: "string" },
          { Name: "b", Type: "string" },
        ],
        properties: {
          "projection.enabled": "true",
          "projection.a.type": "enum",
          "projection.a.values": "x,y",
          "projection.b.type": "enum",
          "projection.b.values": "1",
          ...(template === undefined ? {} : { "storage.location.template": template }),
        },
        files: Object.fromEntries(
          ["t/a=x/b=1/f", "t/a=y/b=1/f", "t/a=y/b=1/_f", "other/1-x/f"].map((key) => [key, { path: "", size: 7 }]),
        ),
      };
      try {
        return engine.engine
          .listScans(queryOver(table, "SELECT n FROM t"))
          .map(({ objects, bytes }) => [objects, bytes]);
      } catch (error) {
        return error instanceof QueryFault ? error.message : error;
      }
    };
    expect(listLocated()).to.deep.equal([[2, 14]]);
    expect(listLocated("s3://data/other/${B}-${a}/")).to.deep.equal([[1, 7]]);
    expect(listLocated("s3://data/other/${b}-${a}")).to.deep.equal([[1, 7]]);
    expect(listLocated("s3://data/other/${a}/")).to.match(/is missing partition column: 'b' placeholder$/);
    expect(listLocated("here/${a}/${b}")).to.match(
      /^HIVE_METASTORE_ERROR: Table location is not a valid S3 path: here\/x\/1$/,
    );
  });
});

describe("Athena engine: files of an isolated query", () => {
  const engine = openTestEngine({ confine: (command) => command });
  const folder = createTemporaryFolder();

  it("are readable by the user that runs the process", async function () {
    skipIf(this, process.platform === "win32" ? "files have no modes there" : undefined);
    const path = join(folder, "file");
    writeFileSync(path, "5\n7\n", { mode: 0o600 });
    const sql = "SELECT sum(n) FROM t";
    const input = queryOver({ ...TABLE, keys: [], files: { "t/file": { path, size: 4 } } }, sql);
    expect(await engine.readRows(sql, input)).to.deep.equal([["12"]]);
    expect((statSync(path).mode & 0o777).toString(8)).to.equal("644");
  });
});

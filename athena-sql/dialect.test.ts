import { expect } from "chai";
import { openTestEngine } from "./testing/open-test-engine";

/** Queries to which engine v3 and plain DuckDB give different answers: each a SELECT list, and its row. */
const ANSWERS: readonly (readonly [title: string, list: string, row: readonly (string | null)[]])[] = [
  [
    "compares texts by code points, not as numbers (ATH-037)",
    "'99' < '200', '2' < '10', 'a' < 'B'",
    ["false", "false", "false"],
  ],
  ["divides whole numbers to whole numbers", "7 / 2, -7 / 2, 7 % 3, -7 % 3, 7 / 2e0", ["3", "-3", "1", "-1", "3.5"]],
  [
    "gives decimals the digits of engine v3's rules",
    "DECIMAL '1.5' + DECIMAL '2.25', DECIMAL '1.5' * DECIMAL '2.25', DECIMAL '10.0' / 4, DECIMAL '1.00' / 3, DECIMAL '5.5' % 2",
    ["3.75", "3.375", "2.5", "0.33", "1.5"],
  ],
  [
    "takes the division of doubles by zero for a number",
    "1e0 / 0, 0e0 / 0, -1e0 / 0",
    ["Infinity", "NaN", "-Infinity"],
  ],
  [
    "prints doubles as Java does (ATH-011)",
    "1e20, 1e7, 9999999e0, 0.001e0, 1e-4, -0e0, 1.5e0",
    ["1.0E20", "1.0E7", "9999999.0", "0.001", "1.0E-4", "-0.0", "1.5"],
  ],
  [
    "casts doubles to text with an exponent",
    "CAST(12345.678e0 AS varchar), CAST(0e0 AS varchar), CAST(1e0 AS varchar)",
    ["1.2345678E4", "0E0", "1.0E0"],
  ],
  [
    "prints arrays, maps, rows, times (ATH-011)",
    "ARRAY[1, NULL], MAP(ARRAY['k'], ARRAY[1]), CAST(ROW(1, 'x') AS ROW(id integer, name varchar)), TIMESTAMP '2020-01-01 12:34:56.789', TIME '01:02:03', X'00ff'",
    ["[1, null]", "{k=1}", "{id=1, name=x}", "2020-01-01 12:34:56.789", "01:02:03", "00 ff"],
  ],
  [
    "reaches into rows, arrays and maps",
    "CAST(ROW(ROW(5)) AS ROW(a ROW(b integer))).a.b, ARRAY[ARRAY[1, 2]][1][2], MAP(ARRAY['a'], ARRAY[ARRAY[7]])['a'][1]",
    ["5", "2", "7"],
  ],
  [
    "rounds half up where it casts to whole numbers",
    "CAST(2.5 AS integer), CAST(-2.5e0 AS integer), CAST(3.5e0 AS bigint)",
    ["3", "-3", "4"],
  ],
  [
    "adds months and days to dates as calendars do",
    "DATE '2020-01-31' + INTERVAL '1' MONTH, TIMESTAMP '2012-10-31 01:00' - INTERVAL '1' MONTH, INTERVAL '2' DAY - INTERVAL '3' HOUR, INTERVAL '3' YEAR + INTERVAL '5' MONTH",
    ["2020-02-29", "2012-09-30 01:00:00", "1 21:00:00.000", "3-5"],
  ],
  [
    "sees an instant in another zone",
    "TIMESTAMP '2012-10-31 01:00 UTC' AT TIME ZONE 'America/Los_Angeles', TIMESTAMP '2020-01-01 00:00:00 UTC' = TIMESTAMP '2020-01-01 01:00:00 +01:00'",
    ["2012-10-30 18:00:00 America/Los_Angeles", "true"],
  ],
  [
    "takes the cloud's clock for now",
    "current_date, localtimestamp, to_iso8601(now())",
    ["2030-01-01", "2030-01-01 00:00:00.000", "2030-01-01T00:00:00.000Z"],
  ],
  [
    "knows NULL's three truths",
    "NULL AND false, NULL OR true, NOT NULL, 1 IN (2, NULL), NULL IS DISTINCT FROM NULL, NULL BETWEEN 1 AND 2",
    ["false", "true", null, null, "false", null],
  ],
  [
    "casts between JSON and types",
    "CAST(JSON '{\"b\": 2, \"a\": [1, null]}' AS map(varchar, json)), CAST(JSON '[1, \"2\"]' AS array(bigint)), CAST(MAP(ARRAY['b', 'a'], ARRAY[1, NULL]) AS json), CAST('x\"y' AS json), CAST(JSON '\"t\"' AS varchar)",
    ["{a=[1,null], b=2}", "[1, 2]", '{"a":null,"b":1}', '"x\\"y"', "t"],
  ],
  [
    "casts rows of JSON by the names of members",
    'CAST(JSON \'{"name": "x", "id": 5}\' AS ROW(id integer, name varchar)), CAST(CAST(ROW(1, \'a\') AS ROW(n integer, s varchar)) AS json)',
    ["{id=5, name=x}", '{"n":1,"s":"a"}'],
  ],
  [
    "cuts and fills texts of a length",
    "CAST('abcdef' AS varchar(3)), CAST('a' AS char(3)) || '|', CAST('a ' AS char(3)) = CAST('a' AS char(3))",
    ["abc", "a  |", "true"],
  ],
  [
    "matches LIKE with and without an escape",
    "'a%c' LIKE 'a#%c' ESCAPE '#', 'abc' LIKE 'a_c', 'abc' NOT LIKE '%d%'",
    ["true", "true", "true"],
  ],
  [
    "takes the fraction's digits away where it rounds decimals",
    "round(DECIMAL '2.5'), ceil(DECIMAL '1.2'), floor(DECIMAL '-1.2'), truncate(DECIMAL '1.9'), sign(DECIMAL '-1.5'), round(DECIMAL '99.99')",
    ["3", "2", "-2", "1", "-1", "100"],
  ],
  [
    "adds an item to an array on either side",
    "ARRAY[1] || 2, 1 || ARRAY[2], ARRAY[1] || ARRAY[2]",
    ["[1, 2]", "[1, 2]", "[1, 2]"],
  ],
  [
    "leaves dollars and braces in texts alone",
    "concat('$1', '{x}'), zip_with(ARRAY[1], ARRAY['$2'], (a, b) -> b || '$1'), regexp_replace('a', 'a', '\\$')",
    ["$1{x}", "[$2$1]", "$"],
  ],
];

/** Queries that engine v3 refuses, each with its message. */
const FAULTS: readonly (readonly [sql: string, message: string])[] = [
  [
    "SELECT x FROM (VALUES 1) t(n)",
    "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or requester is not authorized to access requested resources",
  ],
  [
    "SELECT\n  t.x FROM (VALUES 1) t(n)",
    "COLUMN_NOT_FOUND: line 2:3: Column 't.x' cannot be resolved or requester is not authorized to access requested resources",
  ],
  ["SELECT n FROM (VALUES 1) a(n) CROSS JOIN (VALUES 2) b(n)", "AMBIGUOUS_NAME: line 1:8: Column 'n' is ambiguous"],
  [
    "SELECT s = 1 FROM (VALUES CAST('a' AS varchar)) t(s)",
    "TYPE_MISMATCH: line 1:10: Cannot apply operator: varchar = integer",
  ],
  [
    "SELECT CAST('a' AS varchar) = DATE '2030-01-01'",
    "TYPE_MISMATCH: line 1:29: Cannot apply operator: varchar = date",
  ],
  ["SELECT 'a' + 1", "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) + integer"],
  ["SELECT 1 WHERE 1", "TYPE_MISMATCH: line 1:16: WHERE clause must evaluate to a boolean: actual type integer"],
  [
    "SELECT a, count(*) FROM (VALUES (1, 2)) t(a, b) GROUP BY b",
    "EXPRESSION_NOT_AGGREGATE: line 1:8: 'a' must be an aggregate expression or appear in GROUP BY clause",
  ],
  ["SELECT * FROM (VALUES (1, 2)) t(a, b) GROUP BY a", "EXPRESSION_NOT_AGGREGATE: Column 't.b' not in GROUP BY clause"],
  [
    "SELECT a + 1, count(*) FROM (VALUES (1, 2)) t(a, b)",
    "EXPRESSION_NOT_AGGREGATE: line 1:10: '(a + 1)' must be an aggregate expression or appear in GROUP BY clause",
  ],
  [
    "SELECT 1 WHERE count(*) > 1",
    "EXPRESSION_NOT_SCALAR: line 1:25: WHERE clause cannot contain aggregations, window functions or grouping operations: [count(*)]",
  ],
  ["SELECT sum(sum(1))", "NESTED_AGGREGATION: line 1:8: Cannot nest aggregations inside aggregation 'sum': [sum(1)]"],
  ["SELECT rank()", "MISSING_OVER: line 1:8: Window function system.builtin.rank requires an OVER clause"],
  [
    "SELECT grouping(n) FROM (VALUES 1) t(n)",
    "MISSING_GROUP_BY: line 1:1: A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause",
  ],
  [
    "SELECT 1 FROM (VALUES 1) t(n) TABLESAMPLE BERNOULLI (101)",
    "NUMERIC_VALUE_OUT_OF_RANGE: line 1:54: Sample percentage must be less than or equal to 100",
  ],
  [
    "SELECT upper(1)",
    "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function upper. Expected: upper(varchar)",
  ],
  ["SELECT CAST('2030-13-01' AS date)", "INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2030-13-01"],
  ["SELECT CAST('x' AS double)", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to DOUBLE"],
  [
    "SELECT CAST(MAP(ARRAY[1], ARRAY[2]) AS integer)",
    "TYPE_MISMATCH: line 1:8: Cannot cast map(integer, integer) to integer",
  ],
  [
    "SELECT * FROM (WITH RECURSIVE t(n) AS (SELECT 1) SELECT * FROM t)",
    "NOT_SUPPORTED: line 1:16: WITH RECURSIVE is not supported by the lab cloud",
  ],
  ["SELECT CAST(ARRAY[1] AS integer)", "TYPE_MISMATCH: line 1:8: Cannot cast array(integer) to integer"],
  ["SELECT DATE '2030-02-30'", "INVALID_LITERAL: line 1:8: '2030-02-30' is not a valid DATE literal"],
  ["SELECT 2147483647 + 1", "NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1"],
  ["SELECT CAST(3000000000 AS integer)", "NUMERIC_VALUE_OUT_OF_RANGE: Out of range for integer: 3000000000"],
  ["SELECT MAP(ARRAY['a'], ARRAY[1])['b']", "INVALID_FUNCTION_ARGUMENT: Key not present in map: b"],
  ["SELECT MAP(ARRAY['a'], ARRAY[1])['abc']", "INVALID_FUNCTION_ARGUMENT: Key not present in map: abc"],
  [
    "SELECT INTERVAL '1' YEAR * true",
    "TYPE_MISMATCH: line 1:26: Cannot apply operator: interval year to month * boolean",
  ],
  ["SELECT INTERVAL '1' YEAR / 0e0", "INVALID_FUNCTION_ARGUMENT: Cannot divide by double 0.0"],
  ["SELECT '😀' + 1", "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) + integer"],
  ["SELECT (VALUES 1, 2)", "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows"],
  [
    "SELECT CASE WHEN true THEN 1 ELSE 'a' END",
    "TYPE_MISMATCH: line 1:35: All CASE results must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]",
  ],
  [
    "SELECT 1 UNION SELECT 'a'",
    "TYPE_MISMATCH: line 1:10: column 1 in UNION query has incompatible types: integer, varchar(1)",
  ],
  ["SELECT 1 ORDER BY 2", "INVALID_COLUMN_REFERENCE: line 1:19: ORDER BY position 2 is not in select list"],
  [
    "SELECT DISTINCT a FROM (VALUES (1, 2)) t(a, b) ORDER BY b",
    "EXPRESSION_NOT_IN_DISTINCT: line 1:1: For SELECT DISTINCT, ORDER BY expressions must appear in select list",
  ],
  ["SELECT * FROM other.s.t", "CATALOG_NOT_FOUND: line 1:15: Catalog 'other' does not exist"],
];

describe("Athena engine: the dialect", () => {
  const engine = openTestEngine();
  for (const [title, list, row] of ANSWERS) {
    it(title, async () => {
      expect((await engine.readRows(`SELECT ${list}`))[0]).to.deep.equal(row);
    });
  }
  for (const [sql, message] of FAULTS) {
    it(`says ${message.slice(0, message.indexOf(":"))} of ${sql.replaceAll("\n", " ")}`, async () => {
      expect(await engine.createFailure(sql.replace("SELECT ", "").replace("SELECT\n", "\n"))).to.equal(message);
    });
  }

  it("sorts NULLs last in both directions, and sorts by position, name and expression", async () => {
    const t = "FROM (VALUES (2, 'b'), (NULL, 'a'), (1, 'c')) t(n, s)";
    expect(await engine.readRows(`SELECT n ${t} ORDER BY n DESC`)).to.deep.equal([["2"], ["1"], [null]]);
    expect(await engine.readRows(`SELECT n AS m, s ${t} ORDER BY m NULLS FIRST`)).to.deep.equal([
      [null, "a"],
      ["1", "c"],
      ["2", "b"],
    ]);
    expect(await engine.readRows(`SELECT s ${t} ORDER BY -n, 1`)).to.deep.equal([["b"], ["c"], ["a"]]);
    expect(await engine.readRows(`SELECT s FROM (SELECT s, n ${t}) ORDER BY n LIMIT 1 `)).to.deep.equal([["c"]]);
  });

  it("groups by position, ROLLUP and GROUPING SETS, and reports the set with GROUPING", async () => {
    const t = "FROM (VALUES ('a', 1), ('a', 2), ('b', 4)) t(k, v)";
    expect(await engine.readRows(`SELECT k, sum(v) ${t} GROUP BY 1 HAVING sum(v) > 3 ORDER BY 1`)).to.deep.equal([
      ["b", "4"],
    ]);
    expect(await engine.readRows(`SELECT k, sum(v), grouping(k) ${t} GROUP BY ROLLUP (k) ORDER BY 3, 1`)).to.deep.equal(
      [
        ["a", "3", "0"],
        ["b", "4", "0"],
        [null, "7", "1"],
      ],
    );
    expect(await engine.readRows(`SELECT count(*) ${t} GROUP BY GROUPING SETS ((k), ()) ORDER BY 1`)).to.deep.equal([
      ["1"],
      ["2"],
      ["3"],
    ]);
  });

  it("supports every kind of join, USING, and UNNEST next to a table", async () => {
    const sides = "(VALUES (1, 'a'), (2, 'b')) l(id, x) FULL JOIN (VALUES (2, 'y'), (3, 'z')) r(id, y)";
    expect(await engine.readRows(`SELECT * FROM ${sides} USING (id) ORDER BY 1`)).to.deep.equal([
      ["1", "a", null],
      ["2", "b", "y"],
      ["3", null, "z"],
    ]);
    expect(await engine.readRows(`SELECT l.x, r.* FROM ${sides} ON l.id = r.id ORDER BY l.x, r.id`)).to.deep.equal([
      ["a", null, null],
      ["b", "2", "y"],
      [null, "3", "z"],
    ]);
    expect(
      await engine.readRows(
        "SELECT n, t, o FROM (VALUES (1, ARRAY['x', 'y']), (2, ARRAY[])) v(n, ts) CROSS JOIN UNNEST(ts) WITH ORDINALITY AS u(t, o) ORDER BY o",
      ),
    ).to.deep.equal([
      ["1", "x", "1"],
      ["1", "y", "2"],
    ]);
  });

  it("returns all rows for a sample of 100 percent, and none for 0", async () => {
    expect(
      await engine.readRows("SELECT count(*), max(t.n) FROM (VALUES 1, 2) t(n) TABLESAMPLE BERNOULLI (100)"),
    ).to.deep.equal([["2", "2"]]);
    expect(await engine.readRows("SELECT count(*) FROM (VALUES 1, 2) AS t TABLESAMPLE SYSTEM (0)")).to.deep.equal([
      ["0"],
    ]);
  });

  it("resolves columns of the tables before LATERAL", async () => {
    expect(
      await engine.readRows("SELECT a, b FROM (VALUES 1, 2) t(a) CROSS JOIN LATERAL (SELECT a + 1 AS b) u ORDER BY a"),
    ).to.deep.equal([
      ["1", "2"],
      ["2", "3"],
    ]);
  });

  it("runs subqueries, both nested and correlated", async () => {
    expect(
      await engine.readRows(
        "WITH a AS (SELECT 1 AS n), b (m) AS (SELECT n + 1 FROM a) SELECT m, (SELECT max(n) FROM a), m IN (SELECT 2), EXISTS (SELECT 1 WHERE false) FROM b",
      ),
    ).to.deep.equal([["2", "1", "true", "false"]]);
    expect(
      await engine.readRows(
        "SELECT n FROM (VALUES 1, 2, 3) t(n) WHERE n > ALL (SELECT m FROM (VALUES 1, 2) u(m) WHERE m < t.n) ORDER BY n",
      ),
    ).to.deep.equal([["1"], ["2"], ["3"]]);
    expect(await engine.readRows("SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT 2 ORDER BY 1")).to.deep.equal([["1"]]);
  });

  it("substitutes parameters for question marks according to their types", async () => {
    expect(
      await engine.readRows("SELECT ?, ? + 1, n FROM (VALUES 1, 2) t(n) WHERE n = ?", {
        parameters: ["'a'", "2", "2"],
      }),
    ).to.deep.equal([["a", "3", "2"]]);
  });

  it("keeps the column names in a query, and numbers unnamed columns", async () => {
    const { columns, close } = await engine.engine.run({
      sql: 'SELECT 1 AS Total, 2, t.N, "n" AS "A b" FROM (VALUES 1) t(n)',
      database: "default",
      now: 0,
      signal: new AbortController().signal,
      catalog: NO_CATALOG,
      files: NO_CATALOG,
    });
    close();
    expect(columns.map(({ name }) => name)).to.deep.equal(["Total", "_col1", "N", "A b"]);
  });
});

/** Queries without tables must ask neither catalog nor files. */
const NO_CATALOG = new Proxy({} as never, {
  get: () => {
    throw new Error("nothing is to be asked for");
  },
});

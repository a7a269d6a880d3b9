import { expect } from "chai";
import { SyntaxFault } from "../../../../../athena-sql/index";
import { parseDdl } from "./parse-ddl";
import type { DdlStatement } from "./statements";

const t = { name: "t", database: undefined, catalog: undefined };
const TABLE = {
  kind: "create-table",
  table: t,
  isExternal: false,
  ifNotExists: false,
  columns: [],
  partitionedBy: [],
  properties: {},
} as const;
const createSpec = (
  ...values: (readonly [key: string, operator: "=" | "<>" | "<=" | ">=" | "<" | ">", value: string])[]
) => values.map(([key, operator, value]) => ({ key, operator, value }));
const n = { name: "n", type: "int" };

const READ: readonly (readonly [sql: string, statement: DdlStatement])[] = [
  ["CREATE TABLE t LOCATION 's3://d/'", { ...TABLE, location: "s3://d/" }],
  [
    "CREATE EXTERNAL TABLE IF NOT EXISTS A.`B`.c (n int)",
    {
      ...TABLE,
      table: { name: "c", database: "b", catalog: "a" },
      isExternal: true,
      ifNotExists: true,
      columns: [n],
    },
  ],
  [
    "CREATE TABLE t (n int) CLUSTERED BY (n) SORTED BY (n ASC, m DESC, o) INTO 2 BUCKETS",
    {
      ...TABLE,
      columns: [n],
      bucketing: {
        columns: ["n"],
        sorted: [
          { column: "n", ascending: true },
          { column: "m", ascending: false },
          { column: "o", ascending: true },
        ],
        buckets: 2,
      },
    },
  ],
  [
    "CREATE TABLE t (a map<string,array<`X`>>, b decimal(8,2) COMMENT 'it''s') STORED AS INPUTFORMAT 'i' OUTPUTFORMAT 'o'",
    {
      ...TABLE,
      columns: [
        { name: "a", type: "map<string,array<x>>" },
        { name: "b", type: "decimal(8,2)", comment: "it's" },
      ],
      storedAs: { input: "i", output: "o" },
    },
  ],
  [
    "CREATE DATABASE IF NOT EXISTS D COMMENT 'c' LOCATION 's3://d/' WITH DBPROPERTIES ('a' = 'b', 'c' = 'd')",
    {
      kind: "create-database",
      name: "d",
      ifNotExists: true,
      comment: "c",
      location: "s3://d/",
      properties: { a: "b", c: "d" },
    },
  ],
  [
    "DROP DATABASE IF EXISTS `awsdatacatalog`.`x` CASCADE",
    { kind: "drop-database", name: "x", ifExists: true, cascade: true },
  ],
  [
    "CREATE DATABASE `awsdatacatalog`.`x`",
    {
      kind: "create-database",
      name: "x",
      ifNotExists: false,
      comment: undefined,
      location: undefined,
      properties: {},
    },
  ],
  [
    "CREATE SCHEMA d",
    {
      kind: "create-database",
      name: "d",
      ifNotExists: false,
      comment: undefined,
      location: undefined,
      properties: {},
    },
  ],
  ["DROP DATABASE d RESTRICT", { kind: "drop-database", name: "d", ifExists: false, cascade: false }],
  ["DROP SCHEMA IF EXISTS d CASCADE", { kind: "drop-database", name: "d", ifExists: true, cascade: true }],
  ["DROP TABLE IF EXISTS t PURGE", { kind: "drop-table", table: t, ifExists: true }],
  ['DROP VIEW "V"."W"', { kind: "drop-view", table: { name: "w", database: "v" }, ifExists: false }],
  ["DROP VIEW IF EXISTS v", { kind: "drop-view", table: { name: "v" }, ifExists: true }],
  ["ALTER SCHEMA d SET DBPROPERTIES ('a' = 'b')", { kind: "alter-database", name: "d", properties: { a: "b" } }],
  [
    "ALTER TABLE t ADD IF NOT EXISTS PARTITION (d = DATE '2030-01-01', h = true) LOCATION 's3://d/' PARTITION (d = 'b', h = -1)",
    {
      kind: "add-partitions",
      table: t,
      ifNotExists: true,
      partitions: [
        { spec: createSpec(["d", "=", "2030-01-01"], ["h", "=", "true"]), location: "s3://d/" },
        { spec: createSpec(["d", "=", "b"], ["h", "=", "-1"]) },
      ],
    },
  ],
  [
    "ALTER TABLE t DROP PARTITION (a <> 1, b != 1), PARTITION (c <= 1, d >= 1), PARTITION (e < 1, f > 1) PURGE",
    {
      kind: "drop-partitions",
      table: t,
      ifExists: false,
      specs: [
        createSpec(["a", "<>", "1"], ["b", "<>", "1"]),
        createSpec(["c", "<=", "1"], ["d", ">=", "1"]),
        createSpec(["e", "<", "1"], ["f", ">", "1"]),
      ],
    },
  ],
  [
    "ALTER TABLE t DROP IF EXISTS PARTITION (a = 'x')",
    { kind: "drop-partitions", table: t, ifExists: true, specs: [createSpec(["a", "=", "x"])] },
  ],
  [
    "ALTER TABLE t PARTITION (a = 1) RENAME TO PARTITION (a = 2)",
    { kind: "rename-partition", table: t, from: createSpec(["a", "=", "1"]), to: createSpec(["a", "=", "2"]) },
  ],
  [
    "ALTER TABLE t PARTITION (a = 1) SET LOCATION 's3://d/'",
    { kind: "set-location", table: t, spec: createSpec(["a", "=", "1"]), location: "s3://d/" },
  ],
  ["ALTER TABLE t SET LOCATION 's3://d/'", { kind: "set-location", table: t, location: "s3://d/" }],
  [
    "ALTER TABLE t PARTITION (a = 1) ADD COLUMNS (n int)",
    { kind: "add-columns", table: t, columns: [n], spec: createSpec(["a", "=", "1"]) },
  ],
  [
    "ALTER TABLE t PARTITION (a = 1) REPLACE COLUMNS (n int)",
    { kind: "replace-columns", table: t, columns: [n], spec: createSpec(["a", "=", "1"]) },
  ],
  ["ALTER TABLE t ADD COLUMNS (n int)", { kind: "add-columns", table: t, columns: [n] }],
  ["ALTER TABLE t REPLACE COLUMNS (n int)", { kind: "replace-columns", table: t, columns: [n] }],
  ["ALTER TABLE t SET TBLPROPERTIES ('a' = 'b')", { kind: "set-table-properties", table: t, properties: { a: "b" } }],
  ["ALTER TABLE t RENAME TO u", { kind: "rename-table", table: t, to: { ...t, name: "u" } }],
  ["SHOW DATABASES LIKE 'a*'", { kind: "show-databases", pattern: "a*" }],
  ["SHOW SCHEMAS 'a'", { kind: "show-databases", pattern: "a" }],
  [
    "SHOW TABLES 'a\\u0041\\u00e9\\101\\t\\n\\0\\%\\_\\q\\\\''\\''",
    { kind: "show-tables", database: undefined, pattern: "aAéA\t\n\0\\%\\_q\\''" },
  ],
  ['SHOW TABLES "a\'\'b""c"', { kind: "show-tables", database: undefined, pattern: "a''b\"c" }],
  ["SHOW TABLES FROM c.d 'x'", { kind: "show-tables", database: "d", pattern: "x" }],
  ["SHOW VIEWS IN d", { kind: "show-views", database: "d", pattern: undefined }],
  ["SHOW PARTITIONS t PARTITION (a = 1)", { kind: "show-partitions", table: t, spec: createSpec(["a", "=", "1"]) }],
  ["SHOW PARTITIONS t", { kind: "show-partitions", table: t, spec: undefined }],
  ["SHOW COLUMNS FROM t FROM d", { kind: "show-columns", table: { ...t, database: "d" } }],
  ["SHOW COLUMNS IN d.t", { kind: "show-columns", table: { ...t, database: "d" } }],
  ["SHOW CREATE TABLE t", { kind: "show-create-table", table: t }],
  ["SHOW CREATE VIEW t", { kind: "show-create-view", table: t }],
  ["SHOW TBLPROPERTIES t", { kind: "show-table-properties", table: t, property: undefined }],
  ["SHOW TBLPROPERTIES t ('a')", { kind: "show-table-properties", table: t, property: "a" }],
  ["DESCRIBE t", { kind: "describe", style: "plain", table: t }],
  ["DESC EXTENDED d.t", { kind: "describe", style: "extended", table: { ...t, database: "d" } }],
  ["DESCRIBE FORMATTED t", { kind: "describe", style: "formatted", table: t }],
  ["MSCK REPAIR TABLE t", { kind: "repair-table", table: t }],
];

/** Statements that are refused, where, and how the refusal goes on. */
const REFUSED: readonly (readonly [sql: string, at: number, words: string])[] = [
  // Trino's grammar refuses them at the word that Trino does not know, whatever Hive's misses.
  ...[
    "(day)",
    "(day = )",
    "(day = DATE 5)",
    "(day 'a')",
    "(= 'a')",
    "(day = `a`)",
    "(day = 'a'",
    "(day = 'a',)",
    "(day = 'a' 'b')",
    "day = 'a'",
    "",
  ].map((clause) => [`ALTER TABLE t ADD PARTITION ${clause}`, 19, "mismatched input 'PARTITION'"] as const),
  ...[
    "(n int",
    "(n)",
    "(n int m)",
    "(n decimal(8 2))",
    "(n decimal(x))",
    "(n decimal(8,2)",
    "(n array<'x'>)",
    "(n array<int)",
    "(n int COMMENT)",
    "n int",
  ].map((clause) => [`ALTER TABLE t ADD COLUMNS ${clause}`, 19, "mismatched input 'COLUMNS'"] as const),
  ...["LOCATION s3", "TBLPROPERTIES ('a')", "TBLPROPERTIES ('a' = 1)", "TBLPROPERTIES 'a' = '1'"].map(
    (clause) => [`ALTER TABLE t SET ${clause}`, 19, `mismatched input '${clause.split(" ", 1).join()}'`] as const,
  ),
  ["ALTER TABLE t ADD IF NOT EXISTS", 19, "mismatched input 'IF'"],
  ["ALTER TABLE t DROP IF EXISTS", 20, "mismatched input 'IF'"],
  ["ALTER TABLE t DROP PARTITION (a = 1) PARTITION (b = 1)", 20, "mismatched input 'PARTITION'"],
  ["ALTER TABLE t PARTITION (a = 1) RENAME TO (b = 1)", 15, "mismatched input 'PARTITION'"],
  ["ALTER TABLE t PARTITION (a = 1) DROP", 15, "mismatched input 'PARTITION'"],
  ["ALTER TABLE t PARTITION (a = 1) ADD (n int)", 15, "mismatched input 'PARTITION'"],
  ["ALTER TABLE t SET", 18, "mismatched input '<EOF>'"],
  ["CREATE DATABASE d d", 8, "mismatched input 'DATABASE'"],
  ["DROP DATABASE d CASCADE RESTRICT", 6, "mismatched input 'DATABASE'"],
  ["DROP INDEX i", 6, "mismatched input 'INDEX'"],
  ["SHOW PARTITIONS", 6, "mismatched input 'PARTITIONS'"],
  ["SHOW TBLPROPERTIES t (a)", 6, "mismatched input 'TBLPROPERTIES'"],
  ["MSCK REPAIR", 1, "mismatched input 'MSCK'"],
  ["MSCK REPAIR TABLE t t", 1, "mismatched input 'MSCK'"],
  // What Trino's grammar would take so far is refused in the words of Hive's.
  ["ALTER TABLE t DROP COLUMN", 26, "no viable alternative at input '<EOF>'"],
  ["ALTER TABLE t DROP COLUMN 'x'", 27, "no viable alternative at input 'ALTER TABLE t DROP COLUMN 'x''"],
  ['ALTER TABLE t RENAME TO "u"', 25, "no viable alternative at input 'ALTER TABLE t RENAME TO \"u\"'"],
  ["ALTER SCHEMA d SET LOCATION 'x'", 20, "mismatched input 'LOCATION' expecting 'DBPROPERTIES'"],
  ["ALTER VIEW v", 7, "mismatched input 'VIEW' expecting 'TABLE'"],
  ...[
    ["COMMENT 'x' COMMENT 'y'", 44],
    ["PARTITIONED BY (p int) PARTITIONED BY (q int)", 62],
    ["STORED AS ORC STORED AS ORC", 48],
    ["LOCATION 'a' LOCATION 'b'", 46],
    ["TBLPROPERTIES ('a' = 'b') TBLPROPERTIES ('a' = 'b')", 64],
    ["ROW FORMAT SERDE 'a' ROW FORMAT SERDE 'b'", 56],
    ["CLUSTERED BY (n) INTO 2 BUCKETS CLUSTERED BY (n) INTO 2 BUCKETS", 69],
    ["ROW FORMAT DELIMITED ESCAPED BY ','", 45],
    ["STORED BY 'x'", 24],
    ["WITH ('a' = 'b')", 29],
  ].map(([clauses = "", at]) => {
    return [`CREATE TABLE t (n int) ${clauses}`, Number(at), "no viable alternative at input 'CREATE"] as const;
  }),
  ["CREATE TABLE t (n int) CLUSTERED BY (n)", 40, "mismatched input '<EOF>' expecting 'INTO'"],
  ["CREATE TABLE t (n int) CLUSTERED BY (n) INTO x BUCKETS", 46, "mismatched input 'x' expecting INTEGER_VALUE"],
  ["CREATE TABLE t (n int) CLUSTERED BY (n) INTO 2", 47, "mismatched input '<EOF>' expecting 'BUCKETS'"],
  ["CREATE TABLE t (n int) ROW FORMAT", 34, "mismatched input '<EOF>' expecting 'DELIMITED'"],
  ["CREATE TABLE t (n int) STORED AS", 33, "mismatched input '<EOF>' expecting IDENTIFIER"],
  ["CREATE TABLE t (n int) STORED AS INPUTFORMAT 'a'", 49, "mismatched input '<EOF>' expecting 'OUTPUTFORMAT'"],
  ["CREATE TABLE t (n int) LOCATION x", 33, "mismatched input 'x' expecting STRING"],
  ["DROP VIEW 1", 11, "no viable alternative at input 'DROP VIEW 1'"],
  ["DROP TABLE t t", 14, "mismatched input 't' expecting {<EOF>, 'PURGE'}"],
  ["SHOW TABLES LIKE", 17, "mismatched input '<EOF>' expecting STRING"],
  ["SHOW TABLES IN", 15, "mismatched input '<EOF>' expecting {'SELECT', "],
  ["SHOW COLUMNS t", 14, "mismatched input 't' expecting {'FROM', 'IN'}"],
  ["SHOW COLUMNS IN d.t IN d", 21, "no viable alternative at input 'SHOW COLUMNS IN d.t IN'"],
  ["DESCRIBE", 9, "no viable alternative at input '<EOF>'"],
];

function catchRefusal(sql: string): string {
  try {
    return JSON.stringify(parseDdl(sql));
  } catch (error) {
    if (error instanceof SyntaxFault) return error.message;
    throw error;
  }
}

describe("Athena's DDL parser", () => {
  it("parses each statement with every possible clause", () => {
    for (const [sql, statement] of READ) expect(parseDdl(sql), sql).to.deep.equal(statement);
  });

  it("rejects statements with missing, repeated or extra clauses at the first unexpected word", () => {
    for (const [sql, at, words] of REFUSED) {
      const location = `line 1:${at}: ${words}`;
      expect(catchRefusal(sql).slice(0, location.length), sql).to.equal(location);
    }
  });

  it("counts lines from 1, and columns in UTF-16 units", () => {
    expect(() => parseDdl("DROP TABLE\n\n`😀` t")).to.throw("line 3:6: mismatched input 't' expecting");
  });
});

import { expect } from "chai";
import { SyntaxFault, type ParsedStatement } from "../query-engine";
import { parseStatement } from "./parse-statement";

/** A statement's query at its place: blanks stand for what is before it. */
const locateError = (offset: number, query: string): string => " ".repeat(offset) + query;
const parseSelect = (query: string, literalsAlone = false, parameters = 0): ParsedStatement => ({
  kind: "select",
  query,
  parameters,
  literalsAlone,
});
const parseExplained = (offset: number, query: string, more: object = {}): ParsedStatement => ({
  kind: "explain",
  analyze: false,
  options: {},
  query: locateError(offset, query),
  parameters: 0,
  ...more,
});
const parseInserted = (offset: number, query: string, more: object = {}): ParsedStatement => ({
  kind: "insert",
  table: { name: "t" },
  query: locateError(offset, query),
  parameters: 0,
  ...more,
});
const parseCreated = (offset: number, query: string, more: object = {}): ParsedStatement => ({
  kind: "ctas",
  table: { name: "t" },
  ifNotExists: false,
  properties: {},
  withData: true,
  query: locateError(offset, query),
  parameters: 0,
  ...more,
});
const parseView = (offset: number, more: object = {}): ParsedStatement => ({
  kind: "create-view",
  view: { name: "v" },
  orReplace: false,
  query: locateError(offset, "SELECT 1"),
  ...more,
});
const DDL: ParsedStatement = { kind: "ddl" };

const READ: readonly (readonly [sql: string, parsed: ParsedStatement])[] = [
  ["SELECT 1", parseSelect("SELECT 1", true)],
  ["SELECT -1.5E0, 'a' AS s, true x, ((2))", parseSelect("SELECT -1.5E0, 'a' AS s, true x, ((2))", true)],
  ...[
    "SELECT 1 + 1",
    "SELECT NULL",
    "SELECT -(1)",
    "SELECT DISTINCT 1",
    "SELECT (1, 2)",
    "SELECT 1 LIMIT 1",
    "SELECT 1 FROM t",
    "SELECT 1 UNION SELECT 1",
    "SELECT DATE '2030-01-01'",
    "SELECT a",
    "SELECT *",
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "VALUES 1",
    "(SELECT 1)",
    "TABLE t",
  ].map((sql) => [sql, parseSelect(sql)] as const),
  ["SELECT ? + ?", parseSelect("SELECT ? + ?", false, 2)],
  ["EXPLAIN SELECT 1", parseExplained(8, "SELECT 1")],
  ["EXPLAIN ANALYZE SELECT 1", parseExplained(16, "SELECT 1", { analyze: true })],
  ["EXPLAIN ANALYZE VERBOSE SELECT ?", parseExplained(24, "SELECT ?", { analyze: true, parameters: 1 })],
  [
    "EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1",
    parseExplained(31, "SELECT 1", { options: { type: "io", format: "json" } }),
  ],
  ["EXPLAIN (SELECT 1)", parseExplained(8, "(SELECT 1)")],
  ["EXPLAIN INSERT INTO t SELECT 1", parseExplained(0, "", { query: undefined })],
  ["INSERT INTO a.b.c SELECT 1", parseInserted(18, "SELECT 1", { table: { name: "c", database: "b", catalog: "a" } })],
  ['INSERT INTO t (A, "b") VALUES (1, ?)', parseInserted(23, "VALUES (1, ?)", { columns: ["a", "b"], parameters: 1 })],
  ...["(SELECT 1)", "(WITH a AS (SELECT 1) SELECT 1)", "((SELECT 1))", "(VALUES 1)", "(TABLE u)"].map(
    (query) => [`INSERT INTO t ${query}`, parseInserted(14, query)] as const,
  ),
  [
    "UNLOAD (SELECT ?) TO 's3://b/p/' WITH (format = 'JSON', compression = 'NONE')",
    {
      kind: "unload",
      to: "s3://b/p/",
      properties: { format: "JSON", compression: "NONE" },
      query: locateError(8, "SELECT ?"),
      parameters: 1,
    },
  ],
  ["CREATE VIEW v AS SELECT 1", parseView(17)],
  [
    "CREATE OR REPLACE VIEW d.v COMMENT 'c' SECURITY INVOKER AS SELECT 1",
    parseView(59, { view: { name: "v", database: "d" }, orReplace: true, comment: "c" }),
  ],
  ["CREATE VIEW v SECURITY DEFINER AS SELECT 1", parseView(34)],
  ["CREATE TABLE t AS SELECT 1", parseCreated(18, "SELECT 1")],
  ["CREATE TABLE t (a) AS SELECT 1", parseCreated(22, "SELECT 1", { columns: ["a"] })],
  ["CREATE TABLE t AS SELECT 1 WITH DATA", parseCreated(18, "SELECT 1 ")],
  ["CREATE TABLE t AS SELECT ? WITH NO DATA", parseCreated(18, "SELECT ? ", { withData: false, parameters: 1 })],
  [
    "CREATE TABLE IF NOT EXISTS d.t (a, b) COMMENT 'c' WITH (f = 'ORC', p = ARRAY['b', 'c'], n = 7, x = true, y = false, z = ARRAY[]) AS SELECT 1, 2",
    parseCreated(132, "SELECT 1, 2", {
      table: { name: "t", database: "d" },
      ifNotExists: true,
      columns: ["a", "b"],
      comment: "c",
      properties: { f: "ORC", p: ["b", "c"], n: 7, x: true, y: false, z: [] },
    }),
  ],
  ...[
    "CREATE TABLE t",
    "CREATE TABLE 't' AS SELECT 1",
    "CREATE TABLE t (a int)",
    "CREATE TABLE IF NOT EXISTS t (a int) LOCATION 's3://b/'",
    "CREATE EXTERNAL TABLE t (a int)",
    "CREATE DATABASE d",
    "SHOW TABLES",
    "DESCRIBE t",
    "desc t",
    "ALTER TABLE t ADD COLUMNS (a int)",
    "MSCK REPAIR TABLE t",
    "DROP TABLE t",
    "VACUUM t",
  ].map((sql) => [sql, DDL] as const),
  ["PREPARE p FROM SELECT ?", { kind: "prepare", name: "p", statement: locateError(15, "SELECT ?") }],
  [
    "PREPARE P FROM INSERT INTO t VALUES 1",
    { kind: "prepare", name: "p", statement: locateError(15, "INSERT INTO t VALUES 1") },
  ],
  ["EXECUTE p", { kind: "execute", name: "p", parameters: [] }],
  [
    "EXECUTE p USING 1, 'a' || 'b' , DATE '2030-01-01'",
    { kind: "execute", name: "p", parameters: ["1", "'a' || 'b'", "DATE '2030-01-01'"] },
  ],
  ["DEALLOCATE PREPARE p", { kind: "deallocate", name: "p" }],
  ["explain\n  select 1", { ...parseExplained(0, ""), query: "       \n  select 1" } as ParsedStatement],
];

const REFUSED: readonly (readonly [sql: string, at: number, words: string])[] = [
  ["EXPLAIN (TYPE x) SELECT 1", 15, "mismatched input 'x'. Expecting: 'DISTRIBUTED', 'IO', 'LOGICAL', 'VALIDATE'"],
  ["EXPLAIN (FORMAT IO) SELECT 1", 17, "mismatched input 'IO'. Expecting: 'GRAPHVIZ', 'JSON', 'TEXT'"],
  ["EXPLAIN (TYPE IO, x) SELECT 1", 19, "mismatched input 'x'. Expecting: 'FORMAT', 'TYPE'"],
  ["EXPLAIN EXPLAIN SELECT 1", 9, "Only a query can be explained here"],
  ["EXPLAIN SHOW TABLES", 9, "Only a query can be explained here"],
  ["INSERT t SELECT 1", 8, "mismatched input 't'. Expecting: 'INTO'"],
  ["UNLOAD (SELECT 1) TO 's3://b/p/'", 33, "mismatched input '<EOF>'. Expecting: 'WITH'"],
  ["UNLOAD SELECT 1 TO 's3://b/p/' WITH (a = 'b')", 8, "mismatched input 'SELECT'. Expecting: '('"],
  ["UNLOAD (SELECT 1) TO s3 WITH (format = 'JSON')", 22, "mismatched input 's3'. Expecting: <string>"],
  ["CREATE OR REPLACE MATERIALIZED VIEW v AS SELECT 1", 32, "Only plain views are supported by the lab cloud"],
  [
    "SELECT listagg(a, ',' ON OVERFLOW TRUNCATE '…' WITH COUNT) WITHIN GROUP (ORDER BY a) FROM (VALUES 'x') t (a)",
    35,
    "ON OVERFLOW TRUNCATE is not supported by the lab cloud",
  ],
  ["CREATE OR VIEW v AS SELECT 1", 11, "mismatched input 'VIEW'. Expecting: 'REPLACE'"],
  ["CREATE VIEW v SELECT 1", 15, "mismatched input 'SELECT'. Expecting: '.', 'AS', 'COMMENT', 'SECURITY'"],
  ["CREATE TABLE t AS SELECT 1 WITH", 32, "mismatched input '<EOF>'. Expecting: 'DATA', 'NO'"],
  ["CREATE TABLE t WITH (a) AS SELECT 1", 23, "mismatched input ')'. Expecting: '='"],
  ["CREATE TABLE t WITH (a = b) AS SELECT 1", 26, "mismatched input 'b'. Expecting: 'ARRAY', 'FALSE', 'TRUE', "],
  ["CREATE TABLE t WITH (a = ARRAY['b') AS SELECT 1", 35, "mismatched input ')'. Expecting: ',', ']'"],
  ["PREPARE p SELECT 1", 11, "mismatched input 'SELECT'. Expecting: 'FROM'"],
  ["EXECUTE p USING", 16, "mismatched input '<EOF>'. Expecting: <expression>"],
  ["DEALLOCATE p", 12, "mismatched input 'p'. Expecting: 'PREPARE'"],
  ["SELECT 1 SELECT", 10, "mismatched input 'SELECT'. Expecting: "],
  ["SELECT 1,", 10, "mismatched input '<EOF>'. Expecting: '*', <expression>"],
];

describe("Athena engine: kinds of statements", () => {
  it("are recognized with everything the engine needs to know about each", () => {
    for (const [sql, parsed] of READ) expect(parseStatement(sql), sql).to.deep.equal(parsed);
  });

  it("are rejected at the first unexpected token", () => {
    for (const [sql, column, words] of REFUSED) {
      const start = `line 1:${column}: ${words}`;
      expect(() => parseStatement(sql), sql).to.throw(SyntaxFault, start);
    }
  });
});

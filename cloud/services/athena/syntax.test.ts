import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { NAME_TOKENS } from "./model/ddl/name-tokens";
import { createQueries } from "./testing/queries";

const BEGINNINGS =
  "'ALTER', 'ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE', 'DENY', 'DESC', 'DESCRIBE', 'DROP', 'EXECUTE', 'EXPLAIN', 'GRANT', 'INSERT', 'MERGE', 'PREPARE', 'REFRESH', 'RESET', 'REVOKE', 'ROLLBACK', 'SET', 'SHOW', 'START', 'TRUNCATE', 'UNLOAD', 'UPDATE', 'USE', <query>";
const NAMES = `{${NAME_TOKENS.join(", ")}}`;
const EXTERNAL =
  "line 1:8: mismatched input 'EXTERNAL'. Expecting: 'MATERIALIZED', 'MULTI', 'OR', 'PROTECTED', 'ROLE', 'SCHEMA', 'TABLE', 'VIEW'";

describe("Athena syntax errors", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());

  // AWS's answers, measured 2026-09; the answers to CREATE EXTERNAL TABLE are from public reports.
  for (const [sql, words] of [
    ["SELEC 1", `line 1:1: mismatched input 'SELEC'. Expecting: ${BEGINNINGS}`],
    ['MSCK REPAIR TABLE "t"', `line 1:1: mismatched input 'MSCK'. Expecting: ${BEGINNINGS}`],
    ["CREATE EXTERNAL TABLE my-table (n int) LOCATION 's3://data/t/'", EXTERNAL],
    ["CREATE EXTERNAL TABLE t (n int) PARTITION BY (d string) LOCATION 's3://data/t/'", EXTERNAL],
    ["CREATE EXTERNAL TABLE t (n int,) LOCATION 's3://data/t/'", EXTERNAL],
    ["CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/' LOCATION 's3://data/u/'", EXTERNAL],
    ["CREATE TABLE t (n int NOT NULL)", "line 1:23: no viable alternative at input 'CREATE TABLE t (n int NOT'"],
    [
      "CREATE TABLE t (n int) WITH (format = 'PARQUET')",
      "line 1:29: no viable alternative at input 'CREATE TABLE t (n int) WITH ('",
    ],
    ['CREATE TABLE "x" (n int)', "line 1:14: no viable alternative at input 'CREATE TABLE \"x\"'"],
    [
      'CREATE TABLE IF NOT EXISTS "t" (n int)',
      "line 1:28: no viable alternative at input 'CREATE TABLE IF NOT EXISTS \"t\"'",
    ],
    ['DROP TABLE "x"', `line 1:12: mismatched input '"x"' expecting ${NAMES}`],
    ['DROP TABLE db."x"', "line 1:15: no viable alternative at input 'db.\"x\"'"],
    ["DROP TABLE a.b.c.d", "line 1:17: mismatched input '.' expecting {<EOF>, 'PURGE'}"],
    ["SHOW TABLES IN a.b.c", "line 1:19: mismatched input '.' expecting {<EOF>, 'LIKE', STRING}"],
    ["ALTER TABLE t ADD COLUMN m int", "line 1:19: no viable alternative at input 'ALTER TABLE t ADD COLUMN'"],
    ['ALTER TABLE "t" ADD COLUMNS (m int)', "line 1:21: mismatched input 'COLUMNS'. Expecting: '.', 'ADD'"],
    ["ALTER TABLE t DROP COLUMNS (m)", "line 1:20: mismatched input 'COLUMNS'. Expecting: '.', 'DROP'"],
    [
      "ALTER TABLE t REPLACE COLUMN (n int)",
      "line 1:15: mismatched input 'REPLACE'. Expecting: '.', 'ADD', 'DROP', 'EXECUTE', 'RENAME', 'SET'",
    ],
    [
      "ALTER TABLE IF EXISTS t ADD COLUMNS (m int)",
      "line 1:16: no viable alternative at input 'ALTER TABLE IF EXISTS'",
    ],
    ["ALTER TABLE t SET PROPERTIES x = 1", "line 1:19: no viable alternative at input 'ALTER TABLE t SET PROPERTIES'"],
    ["ALTER TABLE t EXECUTE optimize", "line 1:15: no viable alternative at input 'ALTER TABLE t EXECUTE'"],
    ['  \n\t/* c */ CREATE TABLE\n"t" (n int)', "line 2:1: no viable alternative at input 'CREATE TABLE\\n\"t\"'"],
    ['/* 😀 */ CREATE TABLE "t" (n int)', "line 1:23: no viable alternative at input 'CREATE TABLE \"t\"'"],
    ["CREATE TABLE t (n int)", "No location was specified for table. An S3 location must be specified"],
    ["GRANT SELECT ON t TO u", "Queries of this type are not supported"],
  ] as const) {
    it(`answers ${sql.replace(/\s+/g, " ").slice(0, 60)} with ${words.slice(0, 50)}… (${sql.includes('"') ? "ATH-002, ATH-038" : words.startsWith("No location") ? "ATH-019" : "ATH-002"})`, async () => {
      const fault = await catchFault(athena.start(sql));
      expect(fault).to.include({ name: "InvalidRequestException", message: words, AthenaErrorCode: "MALFORMED_QUERY" });
    });
  }

  it("returns a syntax error in AWS's wire format (ATH-002)", async () => {
    const answer = await fetch(cloud.running.endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonAthena.StartQueryExecution" },
      body: JSON.stringify({ QueryString: "SHOW TABLES" }),
    });
    expect([answer.status, await answer.json()]).to.deep.equal([
      400,
      {
        __type: "InvalidRequestException",
        AthenaErrorCode: "INVALID_INPUT",
        ErrorCode: "INVALID_INPUT",
        Message: "clientRequestToken is null or empty",
      },
    ]);
  });

  it("accepts names in backticks, and rejects two statements at once", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE `lab`.`my-table` (`a column` int) LOCATION 's3://data/t/';");
    expect(await athena.readRows("SHOW COLUMNS IN `my-table`")).to.deep.equal([["a column".padEnd(20)]]);
    expect(await catchFault(athena.start("SHOW TABLES; SHOW TABLES"))).to.include({
      message: "Only one sql statement is allowed. Got: SHOW TABLES; SHOW TABLES",
    });
  });

  it("rejects a table's location outside S3, and unsupported features", async () => {
    expect(await catchFault(athena.start("CREATE EXTERNAL TABLE t (n int) LOCATION 'file:///etc/'"))).to.include({
      message: "Invalid location file:///etc/ for table. Only S3 locations are allowed",
    });
    expect(await catchFault(athena.start("ALTER TABLE t ADD PARTITION (p = 1) LOCATION '/etc/'"))).to.include({
      message: "Invalid location /etc/ for table. Only S3 locations are allowed",
    });
    for (const sql of [
      "CREATE TABLE t (n int) LOCATION 's3://data/t/' TBLPROPERTIES ('table_type'='ICEBERG')",
      "CREATE TABLE t (d string, id int) PARTITIONED BY (d, bucket(16, id)) LOCATION 's3://data/t/' TBLPROPERTIES ( 'table_type' = 'iceberg' )",
      "OPTIMIZE t REWRITE DATA USING BIN_PACK",
      "USING EXTERNAL FUNCTION f(n int) RETURNS int LAMBDA 'f' SELECT f(1)",
      "EXPLAIN ANALYZE SELECT 1",
      "ALTER TABLE lab.t CHANGE COLUMN n m int",
      "DESCRIBE t n",
      "DESCRIBE FORMATTED t PARTITION (p = '1')",
    ]) {
      expect(await catchFault(athena.start(sql)), sql).to.include({ name: "NotImplemented" });
    }
  });

  it("checks the table of DESCRIBE and SHOW COLUMNS, and any catalog, before starting", async () => {
    for (const sql of ["DESCRIBE none", "SHOW COLUMNS IN lab.none"]) {
      expect((await catchFault(athena.start(sql))).message, sql).to.match(
        /^Entity Not Found \(Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: [-\w]+; Proxy: null\)$/,
      );
    }
    expect(await catchFault(athena.start("DESCRIBE other.lab.t"))).to.include({
      AthenaErrorCode: "DATACATALOG_NOT_FOUND",
      message: "Catalog 'other' does not exist",
    });
  });
});

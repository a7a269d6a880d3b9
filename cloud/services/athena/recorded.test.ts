import { KMS } from "@aws-sdk/client-kms";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { getOutput, createQueries, RESULTS } from "./testing/queries";

// Answers of AWS. Unless a test says otherwise: engine version 3, measured by others between 2026-09-16 and 2026-09-27
// (github.com/aoyagikouhei/athena-local, docs/dev/measurements).

describe("Athena as recorded on AWS", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());

  const readColumns = async (id = "") => {
    const { ResultSet: set } = await athena.client.getQueryResults({ QueryExecutionId: id });
    return set?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type, Precision, Scale, CaseSensitive }) => [
      Name,
      Type,
      Precision,
      Scale,
      CaseSensitive,
    ]);
  };

  it("treats an untyped decimal as a double (ATH-040)", async () => {
    const { QueryExecutionId: id } = await athena.finish("SELECT 1.5 AS d, DECIMAL '1.5' AS e");
    expect(await readColumns(id)).to.deep.equal([
      ["d", "double", 17, 0, false],
      ["e", "decimal", 2, 1, false],
    ]);
    expect((await athena.readRows("SELECT 0.1 + 0.2, -1.5, typeof(1.5), typeof(DECIMAL '1.50')"))[1]).to.deep.equal([
      "0.30000000000000004",
      "-1.5",
      "double",
      "decimal(3,2)",
    ]);
  });

  for (const [sql, type] of [
    ["SELECT 1, 'a' AS s, true x, -1.5E0", "binary/octet-stream"],
    ['/* c */ SELECT ((1)) AS "x"', "binary/octet-stream"],
    ["SELECT 1 + 1", "application/octet-stream"],
    ["SELECT NULL", "application/octet-stream"],
    ["SELECT -(1)", "application/octet-stream"],
    ["SELECT DATE '2030-01-01'", "application/octet-stream"],
    ["(SELECT 1)", "application/octet-stream"],
    ["SELECT 1 LIMIT 1", "application/octet-stream"],
    ["SELECT * FROM (VALUES 1)", "application/octet-stream"],
  ] as const) {
    it(`writes the files of ${sql} with the type ${type} (ATH-041)`, async () => {
      const execution = await athena.finish(sql);
      const [result, beside] = [
        await athena.readObject(getOutput(execution)),
        await athena.readObject(`${getOutput(execution)}.metadata`),
      ];
      expect([result?.type, beside?.type]).to.deep.equal([type, type]);
      expect(beside?.body.includes(execution.QueryExecutionId ?? "?")).to.equal(type === "binary/octet-stream");
    });
  }

  it("returns an explained query as text, with the column's name first on its page (ATH-007, ATH-010, ATH-042)", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE trips (id int, city string) PARTITIONED BY (day string) LOCATION 's3://data/trips/'",
    );
    await athena.readRows("ALTER TABLE trips ADD PARTITION (day = '1') PARTITION (day = '2')");
    await athena.put("data/trips/day=2/a.txt", "1\u0001Oslo\n");
    const execution = await athena.finish("EXPLAIN SELECT city FROM trips WHERE day = '2'");
    const { QueryExecutionId: id = "", StatementType: type, SubstatementType: subtype } = execution;
    expect([type, subtype, getOutput(execution)]).to.deep.equal(["DML", "EXPLAIN", `${RESULTS}${id}.txt`]);
    const plan = [
      "Output[columnNames = [city]]",
      "│  Layout: [city:varchar]",
      "└─ TableScan[table = awsdatacatalog:lab:trips]",
      "       Layout: [city:varchar, day:varchar]",
      "       Partitions: 1 (day=2)",
      "       Input: 1 objects, 7 bytes",
      "",
      "",
    ];
    expect((await athena.readObject(getOutput(execution)))?.body).to.equal(plan.join("\n"));
    const answer = await athena.getResults(id);
    expect(answer.UpdateCount).to.equal(undefined);
    expect(answer.ResultSet?.Rows?.map(({ Data: data }) => data?.[0]?.VarCharValue)).to.deep.equal([
      "Query Plan",
      ...plan.slice(0, -1),
    ]);
    expect(await readColumns(id)).to.deep.equal([["Query Plan", "varchar", plan.join("\n").length, 0, true]]);
  });

  it("validates a query, pages through a plan, and rejects plans that the lab cloud can't create", async () => {
    expect(await athena.readRows("EXPLAIN (TYPE VALIDATE) SELECT 1")).to.deep.equal([["Valid"], ["true"]]);
    expect((await athena.finish("EXPLAIN (TYPE VALIDATE) SELECT x")).Status?.StateChangeReason).to.match(
      /^COLUMN_NOT_FOUND: line 1:32: /,
    );
    const { QueryExecutionId: id = "" } = await athena.finish("EXPLAIN SELECT 1");
    const first = await athena.getResults(id, { MaxResults: 2 });
    const second = await athena.getResults(id, { MaxResults: 2, NextToken: first.NextToken ?? "" });
    expect(
      [first, second].flatMap(({ ResultSet: set }) => set?.Rows?.map(({ Data: data }) => data?.[0]?.VarCharValue)),
    ).to.deep.equal(["Query Plan", "Output[columnNames = [_col0]]", "   Layout: [_col0:integer]", ""]);
    for (const sql of ["EXPLAIN ANALYZE SELECT 1", "EXPLAIN (FORMAT JSON) SELECT 1", "EXPLAIN INSERT INTO t SELECT 1"])
      expect(await catchFault(athena.start(sql)), sql).to.include({ name: "NotImplemented" });
  });

  it("returns SHOW FUNCTIONS as CSV with a header (ATH-042)", async () => {
    const execution = await athena.finish("SHOW FUNCTIONS");
    expect([execution.StatementType, getOutput(execution).slice(-4)]).to.deep.equal(["UTILITY", ".csv"]);
    const { body = "", type } = (await athena.readObject(getOutput(execution))) ?? {};
    expect(type).to.equal("application/octet-stream");
    expect(body.split("\n")[0]).to.equal(
      '"Function","Return Type","Argument Types","Function Type","Deterministic","Description"',
    );
    expect(body).to.include('"regexp_like","boolean","varchar, varchar","scalar","true",""');
    expect(await catchFault(athena.start("SHOW FUNCTIONS LIKE 'a%'"))).to.include({ name: "NotImplemented" });
  });

  for (const [sql, words] of [
    ["SELECT FROM t", "Queries of this type are not supported"],
    ["SELECT 1\nFROM;", "Queries of this type are not supported"],
    [
      "CREATE OR REPLACE TABLE t AS SELECT 1 n",
      "line 1:19: mismatched input 'TABLE'. Expecting: 'MATERIALIZED', 'MULTI', 'PROTECTED', 'VIEW'",
    ],
    ["SELECT;", "line 1:7: mismatched input '<EOF>'. Expecting: '*', 'ALL', 'DISTINCT', <expression>"],
    ["SELECT 1; -- c", "Only one sql statement is allowed. Got: SELECT 1; -- c"],
    [";", "Empty sql statement: ;"],
  ] as const) {
    it(`rejects ${sql.replace("\n", " ")} (ATH-002, ATH-043)`, async () => {
      expect(await catchFault(athena.start(sql))).to.include({ AthenaErrorCode: "MALFORMED_QUERY", message: words });
    });
  }

  it("fails a new table with an unnamed column, with error type 1100 (ATH-043)", async () => {
    const { Status: status } = await athena.finish("CREATE TABLE t AS SELECT 1");
    expect(status?.AthenaError).to.include({ ErrorCategory: 2, ErrorType: 1100 });
  });

  it("trims blanks and semicolons around a statement", async () => {
    for (const sql of ["  SELECT 1  ;  ", ";SELECT 1", "SELECT 1;;", "\n\nSELECT 1\n"])
      expect((await athena.finish(sql)).Query, JSON.stringify(sql)).to.equal("SELECT 1");
  });

  it("supports UUID and IPADDRESS without precision and case", async () => {
    const sql = "SELECT CAST('12151fd2-7586-11e9-8f9e-2a86e4085a59' AS UUID) AS u, CAST('10.0.0.1' AS IPADDRESS) AS ip";
    const { QueryExecutionId: id = "" } = await athena.finish(sql);
    expect(await readColumns(id)).to.deep.equal([
      ["u", "uuid", 0, 0, false],
      ["ip", "ipaddress", 0, 0, false],
    ]);
    expect((await athena.readRows(sql))[1]).to.deep.equal(["12151fd2-7586-11e9-8f9e-2a86e4085a59", "10.0.0.1"]);
    const { Status: status } = await athena.finish(
      "CREATE TABLE t AS SELECT UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59' c",
    );
    expect(status?.StateChangeReason).to.match(/^NOT_SUPPORTED: Unsupported Hive type: uuid/);
  });

  it("accepts a quoted database as a query's context", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE trips (id int) LOCATION 's3://data/trips/'");
    for (const Database of ['"lab"', "`lab`", "lab"]) {
      const context = { QueryExecutionContext: { Database } };
      expect(await athena.readRows("SELECT * FROM trips", context)).to.deep.equal([["id"]]);
      expect(await athena.readRows("SHOW COLUMNS IN trips", context)).to.deep.equal([["id".padEnd(20)]]);
    }
  });

  it("accepts a request to reuse results, and reports that it reused none", async () => {
    const ResultReuseConfiguration = { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 60 } };
    await athena.finish("SELECT 1", { ResultReuseConfiguration });
    const execution = await athena.finish("SELECT 1", { ResultReuseConfiguration });
    expect(execution.ResultReuseConfiguration).to.deep.equal(ResultReuseConfiguration);
    expect(execution.Statistics?.ResultReuseInformation).to.deep.equal({ ReusedPreviousResult: false });
  });

  it("reports the key with which S3 encrypts results", async () => {
    const { KeyMetadata: { Arn: KmsKey = "" } = {} } = await cloud.createClient(KMS).createKey({});
    const EncryptionConfiguration = { EncryptionOption: "SSE_KMS" as const, KmsKey };
    const execution = await athena.finish("SELECT 1", {
      ResultConfiguration: { OutputLocation: RESULTS, EncryptionConfiguration },
    });
    expect(execution.ResultConfiguration?.EncryptionConfiguration).to.deep.equal(EncryptionConfiguration);
    const target = { Bucket: "results", Key: getOutput(execution).slice("s3://results/".length) };
    const head = await cloud.createClient(S3).headObject(target);
    expect([head.ServerSideEncryption, head.SSEKMSKeyId]).to.deep.equal(["aws:kms", KmsKey]);
    expect(await (await cloud.s3.getObject(target)).Body?.transformToString()).to.equal('"_col0"\n"1"\n');
    expect((await athena.getResults(execution.QueryExecutionId ?? "")).ResultSet?.Rows).to.have.length(2);
  });

  it("creates tables the way dbt-athena and awswrangler request them, including bucketed ones", async () => {
    await athena.readRows(
      "CREATE TABLE t WITH (table_type = 'hive', is_external = true, format = 'JSON', write_compression = 'NONE', external_location = 's3://data/t/', bucketed_by = ARRAY['name'], bucket_count = 2) AS SELECT * FROM (VALUES ('a', 1), ('b', 2), ('c', 3), (NULL, 4)) AS v(name, n)",
    );
    // Hive's hash of a string of one letter is the letter's code: 97, 98, 99. The hash of NULL is 0.
    const files = await athena.listKeys("data", "t/");
    expect(files.map((key) => key.slice(2, 10))).to.deep.equal(["000000_0", "000001_0"]);
    expect(await Promise.all(files.map(async (key) => (await athena.readObject(`data/${key}`))?.body))).to.deep.equal([
      '{"name":"b","n":2}\n{"n":4}\n',
      '{"name":"a","n":1}\n{"name":"c","n":3}\n',
    ]);
    expect((await athena.readRows("SELECT sum(n) FROM t"))[1]).to.deep.equal(["10"]);
    expect((await athena.readRows("SHOW CREATE TABLE t")).flat()).to.include.members([
      "CLUSTERED BY ( ",
      "INTO 2 BUCKETS",
    ]);
    expect((await athena.finish("INSERT INTO t VALUES ('d', 5)")).Status?.StateChangeReason).to.match(
      /^NOT_SUPPORTED: .*bucketed tables/,
    );
    for (const [properties, words] of [
      [
        "table_type = 'ICEBERG', is_external = false, location = 's3://data/u/'",
        /^NOT_SUPPORTED: The lab cloud makes no tables of the type ICEBERG/,
      ],
      ["bucketed_by = ARRAY['n']", /^INVALID_TABLE_PROPERTY: bucketed_by and bucket_count must be specified together/],
      [
        "bucketed_by = ARRAY['x'], bucket_count = 2",
        /^INVALID_TABLE_PROPERTY: Bucketing columns \[x\] not present in schema/,
      ],
    ] as const) {
      const { Status: status } = await athena.finish(`CREATE TABLE u WITH (${properties}) AS SELECT 1 n`);
      expect(status?.StateChangeReason).to.match(words);
    }
  });
});

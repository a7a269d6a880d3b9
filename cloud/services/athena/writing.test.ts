import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { getOutput, createQueries } from "./testing/queries";

describe("Athena CREATE TABLE AS, INSERT INTO and UNLOAD", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  const createClient = (): Glue => cloud.createClient(Glue);
  beforeEach(() => athena.setUp());
  const readTable = async (Name: string) => (await createClient().getTable({ DatabaseName: "lab", Name })).Table;
  const readPartitions = async (TableName: string) =>
    ((await createClient().getPartitions({ DatabaseName: "lab", TableName })).Partitions ?? []).map(
      ({ Values: values = [], StorageDescriptor: descriptor }) => `${values.join("/")} ${descriptor?.Location}`,
    );
  const readReason = async (sql: string) => (await athena.finish(sql)).Status?.StateChangeReason;
  const TRIPS =
    "(VALUES (1, 'a', DOUBLE '1.5', '2030-01-01'), (2, 'b', NULL, '2030-01-02'), (3, NULL, DOUBLE '2', '2030-01-01')) AS t (id, name, price, day)";

  it("creates a Parquet table in the results location, and reports the number of rows (ATH-009, ATH-010, ATH-013, ATH-035)", async () => {
    const execution = await athena.finish(`CREATE TABLE copies AS SELECT id, name, price FROM ${TRIPS}`);
    const { QueryExecutionId: id = "" } = execution;
    expect(execution).to.include({ StatementType: "DDL", SubstatementType: "CREATE_TABLE_AS_SELECT" });
    expect(getOutput(execution)).to.equal(`s3://results/athena/tables/${id}`);
    expect(await athena.getResults(id))
      .to.deep.include({ UpdateCount: 3 })
      .and.have.nested.property("ResultSet.Rows")
      .that.deep.equals([]);
    expect(
      (await athena.getResults(id)).ResultSet?.ResultSetMetadata?.ColumnInfo?.map(
        ({ Name: name, Type: type, Precision: precision }) => [name, type, precision],
      ),
    ).to.deep.equal([["rows", "bigint", 19]]);
    const table = await readTable("copies");
    expect(table?.StorageDescriptor).to.deep.include({
      Location: `s3://results/athena/tables/${id}/`,
      Columns: [
        { Name: "id", Type: "int" },
        { Name: "name", Type: "varchar(1)" },
        { Name: "price", Type: "double" },
      ],
    });
    expect(table?.StorageDescriptor?.SerdeInfo?.SerializationLibrary).to.equal(
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    );
    const keys = await athena.listKeys("results", `athena/tables/${id}`);
    const [data = "", ...companions] = keys.sort((a) => (a.includes(`${id}/`) ? -1 : 1));
    expect(data).to.match(new RegExp(`^athena/tables/${id}/\\d{8}_\\d{6}_\\d{5}_[0-9a-f]{5}_[-0-9a-f]{36}$`));
    expect(companions.sort()).to.deep.equal([`athena/tables/${id}-manifest.csv`, `athena/tables/${id}.metadata`]);
    expect((await athena.readObject(`results/athena/tables/${id}-manifest.csv`))?.body).to.equal(
      `s3://results/${data}\n`,
    );
    expect(execution.Statistics?.DataManifestLocation).to.equal(`s3://results/athena/tables/${id}-manifest.csv`);
    expect(await athena.readRows("SELECT * FROM copies ORDER BY id")).to.deep.equal([
      ["id", "name", "price"],
      ["1", "a", "1.5"],
      ["2", "b", null],
      ["3", null, "2.0"],
    ]);
  });

  for (const [format, more] of [
    ["PARQUET", ", write_compression = 'ZSTD'"],
    ["ORC", ""],
    ["JSON", ""],
    ["TEXTFILE", ", field_delimiter = ','"],
  ] as const) {
    it(`writes ${format} and reads it back, partitioned, in a custom location (ATH-035)`, async () => {
      await athena.readRows(
        `CREATE TABLE trips WITH (format = '${format}', external_location = 's3://data/trips/', partitioned_by = ARRAY['day']${more}) AS SELECT * FROM ${TRIPS}`,
      );
      expect((await readPartitions("trips")).sort()).to.deep.equal([
        "2030-01-01 s3://data/trips/day=2030-01-01/",
        "2030-01-02 s3://data/trips/day=2030-01-02/",
      ]);
      expect(
        await athena.readRows("SELECT day, id, name, price FROM trips WHERE day = '2030-01-01' ORDER BY id"),
      ).to.deep.equal([
        ["day", "id", "name", "price"],
        ["2030-01-01", "1", "a", "1.5"],
        ["2030-01-01", "3", null, "2.0"],
      ]);
    });
  }

  for (const [title, sql, words] of [
    [
      "a place that is not empty",
      "CREATE TABLE c WITH (external_location = 's3://data/full/') AS SELECT 1 AS n",
      "HIVE_PATH_ALREADY_EXISTS: Target directory for table 's3://data/full/' already exists",
    ],
    [
      "a table that is there",
      "CREATE TABLE known AS SELECT 1 AS n",
      "TABLE_ALREADY_EXISTS: line 1:1: Destination table 'awsdatacatalog.lab.known' already exists",
    ],
    [
      "a column without a name",
      "CREATE TABLE c AS SELECT 1",
      "MISSING_COLUMN_NAME: line 1:1: Column name not specified at position 1",
    ],
    [
      "a column's name given twice",
      "CREATE TABLE c AS SELECT 1 AS n, 2 AS N",
      "DUPLICATE_COLUMN_NAME: line 1:1: Column name 'n' specified more than once",
    ],
    [
      "a view with a column without a name",
      "CREATE VIEW v AS SELECT 1",
      "MISSING_COLUMN_NAME: line 1:1: Column name not specified at position 1",
    ],
    [
      "a view with a column's name given twice",
      "CREATE VIEW v AS SELECT n, n FROM known",
      "DUPLICATE_COLUMN_NAME: line 1:1: Column name 'n' specified more than once",
    ],
    [
      "a type that Hive has not",
      "CREATE TABLE c AS SELECT TIME '01:02:03' AS t",
      "NOT_SUPPORTED: Unsupported Hive type: time",
    ],
    [
      "partition columns that are not the last ones",
      "CREATE TABLE c WITH (partitioned_by = ARRAY['n']) AS SELECT 1 AS n, 2 AS m",
      "HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns",
    ],
    ["a format that there is not", "CREATE TABLE c WITH (format = 'XML') AS SELECT 1 AS n", "INVALID_TABLE_PROPERTY: "],
    [
      "a query that is wrong",
      "CREATE TABLE c AS SELECT x FROM known",
      "COLUMN_NOT_FOUND: line 1:26: Column 'x' cannot be resolved",
    ],
    [
      "more than 100 partitions",
      `CREATE TABLE c WITH (partitioned_by = ARRAY['p']) AS SELECT 1 AS n, a.p * 11 + b.p AS p FROM (VALUES ${Array.from({ length: 11 }, (_, index) => index).join(", ")}) AS a (p) CROSS JOIN (VALUES ${Array.from({ length: 11 }, (_, index) => index).join(", ")}) AS b (p)`,
      "HIVE_TOO_MANY_OPEN_PARTITIONS: ",
    ],
    [
      "inserting into no table",
      "INSERT INTO none VALUES (1)",
      "TABLE_NOT_FOUND: line 1:1: Table 'awsdatacatalog.lab.none' does not exist",
    ],
    [
      "inserting too many columns",
      "INSERT INTO known VALUES (1, 2)",
      "TYPE_MISMATCH: line 1:1: Insert query has 2 expression(s) but expected 1 target column(s)",
    ],
    [
      "unloading where something is",
      "UNLOAD (SELECT 1 AS n) TO 's3://data/full/' WITH (format = 'JSON')",
      "HIVE_PATH_ALREADY_EXISTS: ",
    ],
  ] as const) {
    it(`fails on ${title}${title.startsWith("more than") ? " (ATH-035, ATH-036)" : ""}`, async () => {
      await athena.put("data/full/x", "x");
      await athena.readRows("CREATE EXTERNAL TABLE known (n int) LOCATION 's3://data/known/'");
      const { Status: status, ResultConfiguration: result } = await athena.finish(sql);
      expect(status?.State).to.equal("FAILED");
      expect(status?.StateChangeReason).to.include(words);
      expect(await athena.readObject(`${result?.OutputLocation}.metadata`)).to.equal(undefined);
    });
  }

  it("inserts rows as new files and new partitions (ATH-009, ATH-013, ATH-035)", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE t (id int, name string) PARTITIONED BY (day string) STORED AS PARQUET LOCATION 's3://data/t/'",
    );
    await athena.readRows("ALTER TABLE t ADD PARTITION (day = '1') LOCATION 's3://data/elsewhere/'");
    const execution = await athena.finish("INSERT INTO t VALUES (1, 'a', '1'), (2, 'b', '2')");
    const { QueryExecutionId: id = "" } = execution;
    expect([execution.SubstatementType, getOutput(execution), (await athena.getResults(id)).UpdateCount]).to.deep.equal(
      ["INSERT", `s3://results/athena/${id}`, 2],
    );
    expect(await athena.listKeys("results", `athena/${id}`)).to.deep.equal([
      `athena/${id}-manifest.csv`,
      `athena/${id}.metadata`,
    ]);
    expect(await readPartitions("t")).to.deep.equal(["1 s3://data/elsewhere/", "2 s3://data/t/day=2/"]);
    await athena.readRows("INSERT INTO t (day, id) SELECT '2', 3 WHERE true");
    expect(await athena.readRows("SELECT id, name, day FROM t ORDER BY id")).to.deep.equal([
      ["id", "name", "day"],
      ["1", "a", "1"],
      ["2", "b", "2"],
      ["3", null, "2"],
    ]);
    const none = await athena.finish("INSERT INTO t SELECT 1, 'a', 'b' WHERE false");
    expect((await athena.getResults(none.QueryExecutionId ?? "")).UpdateCount).to.equal(0);
    expect(await athena.listKeys("results", `athena/${none.QueryExecutionId}`)).to.deep.equal([
      `athena/${none.QueryExecutionId}.metadata`,
    ]);
  });

  it("writes a header line if readers of the table skip one", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE t (id int, name string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://data/t/' TBLPROPERTIES ('skip.header.line.count' = '1', 'write.compression' = 'NONE')",
    );
    await athena.readRows("INSERT INTO t VALUES (1, 'a'), (2, NULL)");
    const [key = ""] = await athena.listKeys("data", "t/");
    expect((await athena.readObject(`data/${key}`))?.body).to.equal("id,name\n1,a\n2,\\N\n");
    expect(await athena.readRows("SELECT * FROM t ORDER BY id")).to.deep.equal([
      ["id", "name"],
      ["1", "a"],
      ["2", null],
    ]);
    await athena.readRows("ALTER TABLE t SET TBLPROPERTIES ('skip.header.line.count' = '2')");
    expect(await readReason("INSERT INTO t VALUES (3, 'c')")).to.equal(
      "NOT_SUPPORTED: Inserting into Hive table with value of skip.header.line.count property greater than 1 is not supported",
    );
  });

  it("unloads rows to separate files, with a manifest (ATH-013, ATH-036)", async () => {
    const execution = await athena.finish(
      `UNLOAD (SELECT id, name FROM ${TRIPS} ORDER BY id) TO 's3://data/out/' WITH (format = 'JSON', compression = 'NONE')`,
    );
    const { QueryExecutionId: id = "" } = execution;
    expect([
      execution.StatementType,
      execution.SubstatementType,
      (await athena.getResults(id)).UpdateCount,
    ]).to.deep.equal(["DML", "UNLOAD", 3]);
    const [key = ""] = await athena.listKeys("data", "out/");
    expect(
      (await athena.readObject(`data/${key}`))?.body
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).to.deep.equal([{ id: 1, name: "a" }, { id: 2, name: "b" }, { id: 3 }]);
    expect((await athena.readObject(execution.Statistics?.DataManifestLocation ?? ""))?.body).to.equal(
      `s3://data/${key}\n`,
    );
    expect(await readReason("UNLOAD (SELECT 1 AS n) TO 's3://data/out/' WITH (format = 'JSON')")).to.include(
      "already exists",
    );
  });

  it("writes nested values, binaries and NULLs in the form that JSON and text readers expect", async () => {
    const nested = `MAP(ARRAY['k"'], ARRAY[CAST(ROW(1, ARRAY['x', NULL]) AS ROW(n integer, a array(varchar)))])`;
    const query = `SELECT ${nested} AS m, X'00ff' AS b, DATE '2030-01-01' AS d, CAST(NULL AS integer) AS e, 1.5e0 AS f`;
    const readWritten = async (format: string) => {
      await athena.readRows(
        `UNLOAD (${query}) TO 's3://data/${format}/' WITH (format = '${format}', compression = 'NONE')`,
      );
      const [key = ""] = await athena.listKeys("data", `${format}/`);
      return (await athena.readObject(`data/${key}`))?.body;
    };
    expect(await readWritten("JSON")).to.equal(
      '{"m":{"k\\"":{"n":1,"a":["x",null]}},"b":"AP8=","d":"2030-01-01","f":1.5}\n',
    );
    expect(await readWritten("TEXTFILE")).to.equal(
      'k"\u00031\u0004x\u0005\\N\u0001AP8=\u00012030-01-01\u0001\\N\u00011.5\n',
    );
  });

  it("writes rows inside arrays and maps to Parquet, and names unnamed fields", async () => {
    const inner = "CAST(ROW(2, ARRAY[3]) AS ROW(x integer, l array(integer)))";
    await athena.readRows(
      `CREATE TABLE nested WITH (external_location = 's3://data/nested/') AS SELECT ARRAY[CAST(ROW(1, 'a') AS ROW(x integer, y varchar)), NULL] AS a, MAP(ARRAY['k'], ARRAY[${inner}]) AS m, ARRAY[1, 2] AS n, MAP(ARRAY[1], ARRAY['v']) AS p, ${inner} AS r`,
    );
    expect((await athena.readRows("SELECT * FROM nested"))[1]).to.deep.equal([
      "[{x=1, y=a}, null]",
      "{k={x=2, l=[3]}}",
      "[1, 2]",
      "{1=v}",
      "{x=2, l=[3]}",
    ]);
    await athena.readRows("UNLOAD (SELECT ROW(1, 2) AS r) TO 's3://data/rows/' WITH (format = 'PARQUET')");
    await athena.readRows(
      "CREATE EXTERNAL TABLE unnamed (r struct<field0:int,field1:int>) STORED AS PARQUET LOCATION 's3://data/rows/'",
    );
    expect((await athena.readRows("SELECT * FROM unnamed"))[1]).to.deep.equal(["{field0=1, field1=2}"]);
  });

  it("inserts texts into columns with a length and times of any precision, and rejects other types", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE typed (v varchar(2), c char(3), t timestamp) STORED AS PARQUET LOCATION 's3://data/typed/'",
    );
    await athena.readRows(
      "INSERT INTO typed VALUES (CAST('ab' AS varchar), CAST('cd' AS varchar), TIMESTAMP '2030-01-02 03:04:05.678901')",
    );
    expect((await athena.readRows("SELECT * FROM typed"))[1]).to.deep.equal(["ab", "cd ", "2030-01-02 03:04:05.678"]);
    for (const [values, types] of [
      ["1, 'c', NULL", "integer, varchar(1), unknown"],
      ["'a', 1, NULL", "varchar(1), integer, unknown"],
      ["'a', 'c', 'now'", "varchar(1), varchar(1), varchar(3)"],
      ["'a', DATE '2030-01-02', NULL", "varchar(1), date, unknown"],
      ["'a', 'c', TIMESTAMP '2030-01-02 03:04:05 UTC'", "varchar(1), varchar(1), timestamp(0) with time zone"],
    ] as const)
      expect(await readReason(`INSERT INTO typed VALUES (${values})`), values).to.equal(
        `TYPE_MISMATCH: Insert query has mismatched column types: Table: [varchar(2), char(3), timestamp(3)], Query: [${types}]`,
      );
  });

  it("creates, queries and shows views in the catalog (ATH-036)", async () => {
    await athena.readRows(`CREATE VIEW lab.cheap AS SELECT id, name FROM ${TRIPS} WHERE price < 2`);
    expect(await athena.readRows("SELECT * FROM cheap")).to.deep.equal([
      ["id", "name"],
      ["1", "a"],
    ]);
    const view = await readTable("cheap");
    expect(view).to.deep.include({
      TableType: "VIRTUAL_VIEW",
      ViewExpandedText: "/* Presto View */",
      Parameters: { comment: "Presto View", presto_view: "true" },
    });
    expect(view?.StorageDescriptor?.Columns).to.deep.equal([
      { Name: "id", Type: "int" },
      { Name: "name", Type: "varchar(1)" },
    ]);
    const described = await athena.finish("DESCRIBE cheap");
    expect(described.SubstatementType).to.equal("DESC_VIEW");
    expect(await athena.readRows("DESCRIBE cheap")).to.deep.equal([["id\tinteger"], ["name\tvarchar(1)"]]);
    expect(await athena.readRows("SHOW COLUMNS IN cheap")).to.deep.equal([["id\tinteger"], ["name\tvarchar(1)"]]);
    expect(await athena.readRows("SHOW VIEWS")).to.deep.equal([["cheap"]]);
    expect((await athena.readRows("SHOW CREATE VIEW cheap"))[0]).to.deep.equal(["CREATE VIEW lab.cheap AS"]);
    expect(await readReason(`CREATE VIEW cheap AS SELECT 1 AS n`)).to.equal(
      "ALREADY_EXISTS: line 1:1: View already exists: 'awsdatacatalog.lab.cheap'",
    );
    await athena.readRows("CREATE OR REPLACE VIEW cheap AS SELECT 1 AS n");
    expect(await athena.readRows("SELECT n FROM cheap")).to.deep.equal([["n"], ["1"]]);
    expect(await readReason("DROP TABLE cheap")).to.include("Cannot drop a view with DROP TABLE");
    expect(await readReason("ALTER TABLE cheap ADD COLUMNS (m int)")).to.include("lab.cheap");
    expect(await readReason("INSERT INTO cheap VALUES (1)")).to.include("Inserting into views is not supported");
    await athena.readRows('DROP VIEW "cheap"');
    expect(await athena.readRows("SHOW VIEWS")).to.deep.equal([]);
  });
});

import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

describe("Athena database and table DDL", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const readTable = async (Name: string) =>
    (await cloud.createClient(Glue).getTable({ DatabaseName: "lab", Name })).Table;
  const readReason = async (sql: string) => (await athena.finish(sql)).Status?.StateChangeReason;

  it("creates a catalog table with every clause of CREATE EXTERNAL TABLE (ATH-018, ATH-022, ATH-038)", async () => {
    await athena.readRows(`CREATE EXTERNAL TABLE IF NOT EXISTS lab.Trips (
      Id int COMMENT 'the trip''s number', \`when\` timestamp, price decimal(8,2), tags array<string>, stops array<struct<Name:string,at:map<string,int>>>)
      COMMENT 'all trips' PARTITIONED BY (day string, hour int) CLUSTERED BY (id) SORTED BY (id DESC) INTO 4 BUCKETS
      ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true')
      LOCATION 's3://data/trips/' TBLPROPERTIES ('projection.enabled' = 'false');`);
    const { StorageDescriptor: descriptor, ...created } = (await readTable("trips")) ?? {};
    expect(created).to.deep.include({
      Name: "trips",
      TableType: "EXTERNAL_TABLE",
      Owner: "hadoop",
      LastAccessTime: new Date(0),
      Parameters: {
        EXTERNAL: "TRUE",
        transient_lastDdlTime: "1893456001",
        comment: "all trips",
        "projection.enabled": "false",
      },
      PartitionKeys: [
        { Name: "day", Type: "string" },
        { Name: "hour", Type: "int" },
      ],
    });
    expect(descriptor).to.deep.include({
      Location: "s3://data/trips/",
      NumberOfBuckets: 4,
      BucketColumns: ["id"],
      SortColumns: [{ Column: "id", SortOrder: 0 }],
      InputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      OutputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      SerdeInfo: {
        SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
        Parameters: { "serialization.format": "1", "ignore.malformed.json": "true" },
      },
      Columns: [
        { Name: "id", Type: "int", Comment: "the trip's number" },
        { Name: "when", Type: "timestamp" },
        { Name: "price", Type: "decimal(8,2)" },
        { Name: "tags", Type: "array<string>" },
        { Name: "stops", Type: "array<struct<name:string,at:map<string,int>>>" },
      ],
    });
  });

  for (const [clause, serde] of [
    ["STORED AS PARQUET", "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"],
    ["STORED AS ORC", "org.apache.hadoop.hive.ql.io.orc.OrcSerde"],
    ["STORED AS AVRO", "org.apache.hadoop.hive.serde2.avro.AvroSerDe"],
    ["STORED AS TEXTFILE", "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"],
    ["ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'", "org.apache.hive.hcatalog.data.JsonSerDe"],
    ["ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'", "org.apache.hadoop.hive.serde2.OpenCSVSerde"],
    [
      "ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' STORED AS INPUTFORMAT 'a.B' OUTPUTFORMAT 'c.D'",
      "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
    ],
  ] as const) {
    it(`accepts ${clause} (ATH-022)`, async () => {
      await athena.readRows(`CREATE EXTERNAL TABLE t (n int) ${clause} LOCATION 's3://data/t/'`);
      expect((await readTable("t"))?.StorageDescriptor?.SerdeInfo?.SerializationLibrary).to.equal(serde);
    });
  }

  it("stores the delimiters of ROW FORMAT DELIMITED", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE t (n int, m map<string,int>) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' COLLECTION ITEMS TERMINATED BY '\\002' MAP KEYS TERMINATED BY ':' LINES TERMINATED BY '\\n' NULL DEFINED AS '' LOCATION 's3://data/t/'",
    );
    expect((await readTable("t"))?.StorageDescriptor?.SerdeInfo?.Parameters).to.deep.equal({
      "field.delim": "\t",
      "serialization.format": "\t",
      "escape.delim": "\\",
      "colelction.delim": "\u0002",
      "mapkey.delim": ":",
      "line.delim": "\n",
      "serialization.null.format": "",
    });
  });

  it("rejects an existing table without IF NOT EXISTS (ATH-020)", async () => {
    const sql = "CREATE EXTERNAL TABLE lab.t (n int) LOCATION 's3://data/t/'";
    await athena.readRows(sql);
    const { Status: status } = await athena.finish(sql);
    expect(status).to.deep.include({
      State: "FAILED",
      StateChangeReason:
        "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. AlreadyExistsException(message:Table t already exist)",
      AthenaError: { ErrorCategory: 2, ErrorType: 1006, Retryable: false, ErrorMessage: "Table t already exists." },
    });
    await athena.readRows(sql.replace("TABLE lab", "TABLE IF NOT EXISTS lab"));
  });

  for (const [title, sql, words] of [
    [
      "a partition column that is a data column, too (ATH-021)",
      "CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (n int) LOCATION 's3://data/t/'",
      "FAILED: SemanticException [Error 10035]: Column repeated in partitioning columns",
    ],
    [
      "a column twice",
      "CREATE EXTERNAL TABLE t (n int, N string) LOCATION 's3://data/t/'",
      "FAILED: SemanticException [Error 10036]: Duplicate column name: n",
    ],
    [
      "a type that there is not",
      "CREATE EXTERNAL TABLE t (n foo) LOCATION 's3://data/t/'",
      "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. java.lang.IllegalArgumentException: Error: type expected at the position 0 of 'foo' but 'foo' is found.",
    ],
    [
      "a database that there is not",
      "CREATE EXTERNAL TABLE none.t (n int) LOCATION 's3://data/t/'",
      "FAILED: SemanticException [Error 10072]: Database does not exist: none",
    ],
    [
      "a SerDe that there is not",
      "CREATE EXTERNAL TABLE t (n int) ROW FORMAT SERDE 'a.B' LOCATION 's3://data/t/'",
      "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Cannot validate serde: a.B",
    ],
    [
      "a format that there is not",
      "CREATE EXTERNAL TABLE t (n int) STORED AS Papyrus LOCATION 's3://data/t/'",
      "FAILED: SemanticException Unrecognized file format in STORED AS clause: 'papyrus'",
    ],
    [
      "dropping a table that there is not",
      "DROP TABLE lab.none",
      "FAILED: SemanticException [Error 10001]: Table not found lab.none",
    ],
    [
      "dropping a database that there is not",
      "DROP DATABASE none",
      "FAILED: SemanticException [Error 10072]: Database does not exist: none",
    ],
    [
      "a database that is there",
      "CREATE DATABASE lab",
      "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Database lab already exists",
    ],
    [
      "changing a database that there is not",
      "ALTER DATABASE none SET DBPROPERTIES ('a' = 'b')",
      "FAILED: SemanticException [Error 10072]: Database does not exist: none",
    ],
    [
      "listing the tables of no database",
      "SHOW TABLES IN none",
      "FAILED: SemanticException [Error 10072]: Database does not exist: none",
    ],
    [
      "renaming a table",
      "ALTER TABLE known RENAME TO other",
      "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Unable to alter table. Table cannot be renamed",
    ],
    [
      "dropping a column",
      "ALTER TABLE known DROP COLUMN n",
      "FAILED: ParseException line 1:24: mismatched input 'COLUMN' expecting 'PARTITION'",
    ],
    [
      "adding a column that is there",
      "ALTER TABLE known ADD COLUMNS (n int)",
      "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. Duplicate column name: n",
    ],
  ] as const) {
    it(`fails on ${title}`, async () => {
      await athena.readRows("CREATE EXTERNAL TABLE known (n int) LOCATION 's3://data/known/'");
      expect(await readReason(sql)).to.equal(words);
    });
  }

  it("creates a database once, and leaves an existing one alone with IF NOT EXISTS", async () => {
    await athena.readRows("CREATE DATABASE IF NOT EXISTS other COMMENT 'first'");
    await athena.readRows("CREATE SCHEMA IF NOT EXISTS other COMMENT 'second'");
    const { Database: database } = await cloud.createClient(Glue).getDatabase({ Name: "other" });
    expect(database?.Description).to.equal("first");
    await athena.readRows("ALTER DATABASE other SET DBPROPERTIES ('a' = 'b', 'c' = 'd')");
    await athena.readRows("ALTER SCHEMA other SET DBPROPERTIES ('a' = 'e')");
    const changed = await cloud.createClient(Glue).getDatabase({ Name: "other" });
    expect(changed.Database).to.deep.include({ Description: "first", Parameters: { a: "e", c: "d" } });
  });

  it("drops a database with tables only with CASCADE", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/'");
    expect(await readReason("DROP DATABASE lab")).to.contain("Database lab is not empty. One or more tables exist.");
    await athena.readRows("DROP SCHEMA IF EXISTS lab CASCADE");
    await athena.readRows("DROP DATABASE IF EXISTS lab");
    expect(await athena.readRows("SHOW DATABASES")).to.deep.equal([]);
  });

  it("changes a table's columns, location and properties, and a partition's location", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (d string) LOCATION 's3://data/t/'");
    await athena.readRows("ALTER TABLE t ADD PARTITION (d = 'a')");
    await athena.readRows("ALTER TABLE t ADD COLUMNS (s string COMMENT 'new', l array<int>)");
    await athena.readRows("ALTER TABLE t SET LOCATION 's3://data/moved/'");
    await athena.readRows("ALTER TABLE t PARTITION (d = 'a') SET LOCATION 's3://data/elsewhere/'");
    await athena.readRows("ALTER TABLE t SET TBLPROPERTIES ('k' = 'v')");
    const changed = await readTable("t");
    expect(changed?.StorageDescriptor).to.deep.include({
      Location: "s3://data/moved/",
      Columns: [
        { Name: "n", Type: "int" },
        { Name: "s", Type: "string", Comment: "new" },
        { Name: "l", Type: "array<int>" },
      ],
    });
    expect(changed?.Parameters).to.include({ k: "v", EXTERNAL: "TRUE" });
    const { Partitions: [partition] = [] } = await cloud
      .createClient(Glue)
      .getPartitions({ DatabaseName: "lab", TableName: "t" });
    expect(partition?.StorageDescriptor).to.deep.include({
      Location: "s3://data/elsewhere/",
      Columns: [{ Name: "n", Type: "int" }],
    });
    await athena.readRows("ALTER TABLE t REPLACE COLUMNS (only string)");
    expect((await readTable("t"))?.StorageDescriptor?.Columns).to.deep.equal([{ Name: "only", Type: "string" }]);
    expect((await readTable("t"))?.VersionId).to.equal("4");
  });

  it("journals its calls to Glue", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE t (n int) LOCATION 's3://data/t/'");
    const journalEntries = cloud.running.journal
      .listAfter(0)
      .filter(({ origin, service }) => origin === "service" && service === "glue");
    expect(journalEntries.map(({ operation, caller }) => `${operation} by ${caller}`)).to.deep.equal([
      "CreateDatabase by athena.amazonaws.com",
      "CreateTable by athena.amazonaws.com",
    ]);
  });
});

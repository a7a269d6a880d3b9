import { Glue, type TableInput } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const createWide = (text: string): string => text.padEnd(20);

describe("Athena SHOW and DESCRIBE", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const streamLines = async (sql: string) => (await athena.readRows(sql)).map(([line]) => line);
  const make = (rest: string) => athena.readRows(`CREATE EXTERNAL TABLE ${rest}`);

  it("lists databases that match a regular expression as a whole (ATH-030)", async () => {
    await athena.readRows("CREATE SCHEMA labs");
    expect(await streamLines("SHOW DATABASES")).to.deep.equal(["lab", "labs"]);
    expect(await streamLines("SHOW SCHEMAS LIKE 'lab.'")).to.deep.equal(["labs"]);
    expect(await streamLines("SHOW DATABASES LIKE '*'")).to.have.length(2);
    for (const pattern of ["la*", "LAB", "lab%"])
      expect(await streamLines(`SHOW DATABASES LIKE '${pattern}'`), pattern).to.deep.equal([]);
  });

  it("lists tables by patterns with * and | (ATH-030)", async () => {
    for (const name of ["trips", "tripods", "stations"]) await make(`${name} (n int) LOCATION 's3://data/${name}/'`);
    expect(await streamLines("SHOW TABLES")).to.deep.equal(["stations", "tripods", "trips"]);
    expect(await streamLines("SHOW TABLES IN lab 'trip*'")).to.deep.equal(["tripods", "trips"]);
    expect(await streamLines("SHOW TABLES FROM awsdatacatalog.lab LIKE '*s|trips'")).to.deep.equal([
      "stations",
      "tripods",
      "trips",
    ]);
    expect(await streamLines("SHOW TABLES 'none'")).to.deep.equal([]);
    expect(await streamLines("SHOW VIEWS")).to.deep.equal([]);
  });

  it("describes a table with partition columns twice and every field 20 characters wide (ATH-016, ATH-017)", async () => {
    await make(
      "t (n int COMMENT 'abc', a_name_of_21_letters_ struct<aa:int,bb:int>, c string COMMENT 'a\\tb') PARTITIONED BY (p string) LOCATION 's3://data/t/'",
    );
    const part = `${createWide("p")}\t${createWide("string")}\t${createWide("")}`;
    expect(await streamLines("DESCRIBE lab.t")).to.deep.equal([
      `${createWide("n")}\t${createWide("int")}\t${createWide("abc")}`,
      `a_name_of_21_letters_\tstruct<aa:int,bb:int>\t${createWide("")}`,
      `${createWide("c")}\t${createWide("string")}\ta`,
      part,
      "\t \t ",
      "# Partition Information\t \t ",
      `${createWide("# col_name")}  \tdata_type           \tcomment             `,
      "\t \t ",
      part,
    ]);
    expect(await streamLines("SHOW COLUMNS IN t")).to.deep.equal([
      createWide("n"),
      "a_name_of_21_letters_",
      createWide("c"),
      createWide("p"),
    ]);
    expect(await streamLines("SHOW COLUMNS FROM t IN lab")).to.have.length(4);
    const { ResultSet: set } = await athena.getResults((await athena.finish("DESC t")).QueryExecutionId ?? "");
    expect(
      set?.ResultSetMetadata?.ColumnInfo?.map(
        ({ Name: name, Type: type, Precision: precision, CaseSensitive: isSensitive }) => [
          name,
          type,
          precision,
          isSensitive,
        ],
      ),
    ).to.deep.equal([
      ["col_name", "string", 0, false],
      ["data_type", "string", 0, false],
      ["comment", "string", 0, false],
    ]);
  });

  it("describes an extended table with separate partition columns", async () => {
    await make("t (n int) PARTITIONED BY (p string) LOCATION 's3://data/t/' TBLPROPERTIES ('k'='v')");
    const formatted = await streamLines("DESCRIBE FORMATTED t");
    expect(formatted.slice(0, 4)).to.deep.equal([
      `${createWide("# col_name")}  \tdata_type           \tcomment             `,
      "\t \t ",
      `${createWide("n")}\t${createWide("int")}\t${createWide("")}`,
      "\t \t ",
    ]);
    expect(formatted).to.include.members([
      "# Detailed Table Information\t \t ",
      `${createWide("Location:")}\t${createWide("s3://data/t/")}\t `,
      `\t${createWide("k")}\t${createWide("v")}`,
      "# Storage Information\t \t ",
      `${createWide("CreateTime:")}\tTue Jan 01 00:00:01 UTC 2030\t `,
    ]);
    await make(
      "j (n int, s string COMMENT 'mine') ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/j/'",
    );
    expect(await streamLines("DESCRIBE j")).to.deep.equal([
      `${createWide("n")}\t${createWide("int")}\t${createWide("from deserializer")}`,
      `${createWide("s")}\t${createWide("string")}\t${createWide("mine")}`,
    ]);
    const extended = await streamLines("DESCRIBE EXTENDED t");
    expect(extended.at(-2)).to.equal("\t \t ");
    expect(extended.at(-1)).to.match(
      /^Detailed Table Information\tTable\(tableName:t, dbName:lab, .*partitionKeys:\[FieldSchema\(name:p, type:string, comment:null\)\].*tableType:EXTERNAL_TABLE\)\t$/,
    );
  });

  it("describes a Glue table with few properties, and one with all of them", async () => {
    const glue = cloud.createClient(Glue);
    const createTable = (TableInput: TableInput) => glue.createTable({ DatabaseName: "lab", TableInput });
    await createTable({
      Name: "few",
      StorageDescriptor: { Columns: [{ Name: "n", Type: "int" }], Location: "s3://data/t/" },
    });
    await createTable({
      Name: "all",
      Owner: "me",
      Retention: 7,
      TableType: "EXTERNAL_TABLE",
      Parameters: { b: "2", a: "1" },
      PartitionKeys: [{ Name: "p", Type: "string", Comment: "key" }],
      StorageDescriptor: {
        Columns: [{ Name: "n", Type: "int", Comment: "number" }],
        Location: "s3://data/t/",
        InputFormat: "in",
        OutputFormat: "out",
        Compressed: true,
        NumberOfBuckets: 3,
        BucketColumns: ["n"],
        SortColumns: [{ Column: "n", SortOrder: 1 }],
        SerdeInfo: { SerializationLibrary: "lib", Parameters: { y: "z", x: "w" } },
        Parameters: { c: "d" },
      },
    });
    const describeExtended = async (name: string) =>
      (await streamLines(`DESCRIBE EXTENDED ${name}`)).at(-1)?.split("\t")[1];
    expect(await describeExtended("few")).to.equal(
      "Table(tableName:few, dbName:lab, owner:null, createTime:1893456001, lastAccessTime:0, retention:0, sd:StorageDescriptor(cols:[FieldSchema(name:n, type:int, comment:null)], location:s3://data/t/, inputFormat:null, outputFormat:null, compressed:false, numBuckets:0, serdeInfo:SerDeInfo(name:null, serializationLib:null, parameters:{}), bucketCols:[], sortCols:[], parameters:{}, storedAsSubDirectories:false), partitionKeys:[], parameters:{}, viewOriginalText:null, viewExpandedText:null, tableType:null)",
    );
    expect(await describeExtended("all")).to.equal(
      "Table(tableName:all, dbName:lab, owner:me, createTime:1893456001, lastAccessTime:0, retention:7, sd:StorageDescriptor(cols:[FieldSchema(name:n, type:int, comment:number), FieldSchema(name:p, type:string, comment:key)], location:s3://data/t/, inputFormat:in, outputFormat:out, compressed:true, numBuckets:3, serdeInfo:SerDeInfo(name:null, serializationLib:lib, parameters:{x=w, y=z}), bucketCols:[n], sortCols:[], parameters:{c=d}, storedAsSubDirectories:false), partitionKeys:[FieldSchema(name:p, type:string, comment:key)], parameters:{a=1, b=2}, viewOriginalText:null, viewExpandedText:null, tableType:EXTERNAL_TABLE)",
    );
    const describeFormatted = async (name: string) =>
      (await streamLines(`DESCRIBE FORMATTED ${name}`)).map((line) =>
        line
          ?.split("\t")
          .map((part) => part.trim())
          .join("|"),
      );
    expect(await describeFormatted("few")).to.include.members([
      "Retention:|0|",
      "Compressed:|No|",
      "Num Buckets:|0|",
      "Bucket Columns:|[]|",
      "Sort Columns:|[]|",
    ]);
    expect(await describeFormatted("all")).to.include.members([
      "Owner:|me|",
      "Retention:|7|",
      "Table Type:|EXTERNAL_TABLE|",
      "SerDe Library:|lib|",
      "InputFormat:|in|",
      "OutputFormat:|out|",
      "Compressed:|Yes|",
      "Num Buckets:|3|",
      "Bucket Columns:|[n]|",
      "Sort Columns:|[n]|",
      "|x|w",
    ]);
  });

  it("prints a CREATE TABLE statement in Hive's layout, and accepts it again (ATH-016, ATH-030)", async () => {
    await make(`t (n int COMMENT 'it\\'s', s string) COMMENT 'c' PARTITIONED BY (p string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
      WITH SERDEPROPERTIES ('case.insensitive'='false', 'a'='b') LOCATION 's3://data/t/' TBLPROPERTIES ('z'='1', 'k'='v')`);
    const shown = await streamLines("SHOW CREATE TABLE t");
    expect(shown).to.deep.equal([
      "CREATE EXTERNAL TABLE `t`(",
      "  `n` int COMMENT 'it\\'s', ",
      "  `s` string COMMENT 'from deserializer')",
      "COMMENT 'c'",
      "PARTITIONED BY ( ",
      "  `p` string)",
      "ROW FORMAT SERDE ",
      "  'org.openx.data.jsonserde.JsonSerDe' ",
      "WITH SERDEPROPERTIES ( ",
      "  'a'='b', ",
      "  'case.insensitive'='false') ",
      "STORED AS INPUTFORMAT ",
      "  'org.apache.hadoop.mapred.TextInputFormat' ",
      "OUTPUTFORMAT ",
      "  'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
      "LOCATION",
      "  's3://data/t/'",
      "TBLPROPERTIES (",
      "  'k'='v', ",
      "  'transient_lastDdlTime'='1893456001', ",
      "  'z'='1')",
    ]);
    await athena.readRows("DROP TABLE t");
    await athena.readRows(shown.join("\n"));
    expect(await streamLines("SHOW CREATE TABLE t")).to.deep.equal(shown);
  });

  it("prints the delimiters of a text table", async () => {
    await make(
      "t (n int) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' LOCATION 's3://data/t/'",
    );
    const shown = await streamLines("SHOW CREATE TABLE lab.t");
    expect(shown.slice(0, 6)).to.deep.equal([
      "CREATE EXTERNAL TABLE `lab.t`(",
      "  `n` int)",
      "ROW FORMAT DELIMITED ",
      "  FIELDS TERMINATED BY '\\t' ",
      "  ESCAPED BY '\\\\' ",
      "  LINES TERMINATED BY '\\n' ",
    ]);
  });

  it("shows all of a table's properties, or one (ATH-016, ATH-030)", async () => {
    await make("t (n int) LOCATION 's3://data/t/' TBLPROPERTIES ('note'='xa\\tb\\ncy')");
    expect(await streamLines("SHOW TBLPROPERTIES t")).to.deep.equal([
      "EXTERNAL\tTRUE",
      "transient_lastDdlTime\t1893456001",
      "note\txa\tb",
      "cy",
    ]);
    expect(await streamLines("SHOW TBLPROPERTIES lab.t('EXTERNAL')")).to.deep.equal(["TRUE"]);
    expect(await streamLines("SHOW TBLPROPERTIES t('none')")).to.deep.equal([
      "Table lab.t does not have property: none",
    ]);
  });

  for (const sql of ["SHOW CREATE TABLE untyped", "MSCK REPAIR TABLE untyped"]) {
    it(`${sql} fails on a catalog table without a type (ATH-031)`, async () => {
      await cloud.createClient(Glue).createTable({
        DatabaseName: "lab",
        TableInput: {
          Name: "untyped",
          StorageDescriptor: { Columns: [{ Name: "n", Type: "int" }], Location: "s3://data/u/" },
        },
      });
      expect((await athena.finish(sql)).Status?.StateChangeReason).to.equal(
        "FAILED: NullPointerException Name is null",
      );
    });
  }

  for (const [sql, columns] of [
    ["SHOW TABLES", ["tab_name"]],
    ["SHOW DATABASES", ["database_name"]],
    ["SHOW PARTITIONS t", ["partition"]],
    ["SHOW COLUMNS IN t", ["field"]],
    ["SHOW CREATE TABLE t", ["createtab_stmt"]],
    ["SHOW VIEWS", ["views"]],
    ["SHOW TBLPROPERTIES t", ["prpt_name", "prpt_value"]],
    ["DESCRIBE t", ["col_name", "data_type", "comment"]],
  ] as const) {
    it(`returns ${columns.join(", ")} as columns of ${sql}, without a row for them (ATH-007, ATH-016)`, async () => {
      await make("t (n int) PARTITIONED BY (p string) LOCATION 's3://data/t/'");
      const id = (await athena.finish(sql)).QueryExecutionId ?? "";
      const { ResultSet: set } = await athena.getResults(id);
      expect(set?.ResultSetMetadata?.ColumnInfo?.map(({ Name: name }) => name)).to.deep.equal(columns);
      expect(set?.Rows?.[0]?.Data?.[0]?.VarCharValue).to.not.equal(columns[0]);
      expect(set?.Rows?.every(({ Data: data }) => data?.length === 1)).to.equal(true);
    });
  }
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import SnappyJS from "snappyjs";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { openDuckDb, toSqlString } from "../../../foundation/columnar/duckdb";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const JSON_SERDE = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'";

/** A file in Hadoop's block format for Snappy: the unpacked length, then the packed length and the packed bytes. */
function createHadoopSnappy(text: string): Buffer {
  const [plain, packed] = [Buffer.from(text), SnappyJS.compress(Buffer.from(text))];
  const head = Buffer.alloc(8);
  head.writeUInt32BE(plain.length, 0);
  head.writeUInt32BE(packed.length, 4);
  return Buffer.concat([head, packed]);
}

/** A Parquet file of a query's rows, as DuckDB writes it. */
async function convertFile(sql: string): Promise<Buffer> {
  const folder = createTemporaryFolder();
  const db = await openDuckDb();
  try {
    await (await db.connect()).run(`COPY (${sql}) TO ${toSqlString(join(folder, "file"))} (FORMAT parquet)`);
    return readFileSync(join(folder, "file"));
  } finally {
    db.close();
  }
}

describe("Athena engine: readers", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const make = (columns: string, format: string) =>
    athena.readRows(`CREATE EXTERNAL TABLE t (${columns}) ${format} LOCATION 's3://data/t/'`);
  const put = (key: string, body: Buffer | string) =>
    cloud.s3.putObject({ Bucket: "data", Key: `t/${key}`, Body: body });
  const readFound = async (sql: string) => (await athena.readRows(sql)).slice(1);
  const readReason = async (sql: string) => (await athena.finish(sql)).Status?.StateChangeReason;
  const readScanned = async (sql: string) => (await athena.finish(sql)).Statistics?.DataScannedInBytes;

  it("decompress files by extension, skip hidden and empty files, and reject unreadable ones", async () => {
    await make("n int", JSON_SERDE);
    await put("a.json", '{"n":1}\n');
    await put("b.gz", gzipSync('{"n":2}\n'));
    await put("c.snappy", createHadoopSnappy('{"n":3}\n'));
    await put("deeper/d", '{"n":4}');
    for (const hidden of ["_SUCCESS", ".hidden", "_temporary/e", "empty"])
      await put(hidden, hidden === "empty" ? "" : "no JSON");
    expect(await readFound("SELECT n FROM t ORDER BY n")).to.deep.equal([["1"], ["2"], ["3"], ["4"]]);
    expect(await readFound('SELECT DISTINCT "$path" FROM t WHERE n = 4')).to.deep.equal([["s3://data/t/deeper/d"]]);
    await put("f.bz2", "BZ");
    expect(await readReason("SELECT n FROM t")).to.equal(
      "NOT_SUPPORTED: s3://data/t/f.bz2: the lab cloud does not read .bz2 files",
    );
  });

  it("convert JSON values to column types, and fail on values of another type (ATH-022)", async () => {
    await make(
      "big bigint, price decimal(10,2), d date, ts timestamp, s string, b boolean, n struct<A:array<map<string,int>>>",
      JSON_SERDE,
    );
    await put(
      "a",
      '{"big":9007199254740993,"price":1.10,"d":"2030-01-02","ts":1900000000,"s":{"x":[1,2.50]},"b":"true","n":{"a":[{"k":1}]}}\n\n[]\nplain text\n',
    );
    const nulls = Array<null>(7).fill(null);
    expect(await readFound("SELECT * FROM t")).to.have.deep.members([
      ["9007199254740993", "1.10", "2030-01-02", "2030-03-17 17:46:40.000", '{"x":[1,2.5]}', "true", "{a=[{k=1}]}"],
      nulls,
      nulls,
      nulls,
    ]);
    await put("a", '{"big":"many"}');
    expect(await readReason("SELECT big FROM t")).to.equal(
      "HIVE_BAD_DATA: Error parsing field value 'many' for field 0: For input string: \"many\"",
    );
  });

  it("match Parquet columns by name in any case, return NULL for missing ones, and fail on other types", async () => {
    await make(
      "station string, level bigint, at timestamp, tags array<struct<k:string,v:int>>, more double",
      "STORED AS PARQUET",
    );
    await put(
      "a",
      await convertFile(
        "SELECT CAST(5 AS INTEGER) AS \"LEVEL\", 'x' AS station, TIMESTAMP '2030-01-02 03:04:05.678901' AS at, [{'v': 1, 'k': 'a'}] AS tags",
      ),
    );
    await put("b", await convertFile("SELECT 'y' AS \"Station\", CAST(7 AS BIGINT) AS level"));
    expect(await readFound("SELECT * FROM t ORDER BY station")).to.deep.equal([
      ["x", "5", "2030-01-02 03:04:05.678", "[{k=a, v=1}]", null],
      ["y", "7", null, null, null],
    ]);
    expect(await readFound("SELECT tags[1].k, tags[1].v FROM t WHERE station = 'x'")).to.deep.equal([["a", "1"]]);
    expect(await readScanned("SELECT count(*) FROM t")).to.equal(0);
    expect(await readScanned("SELECT station FROM t")).to.be.lessThan(
      (await readScanned("SELECT station, level FROM t")) ?? 0,
    );
    await put("c", await convertFile("SELECT CAST(1 AS BIGINT) AS station"));
    expect(await readReason("SELECT station FROM t")).to.equal(
      "HIVE_BAD_DATA: Field station's type INT64 in parquet file s3://data/t/c is incompatible with type varchar defined in table schema",
    );
    expect(await readReason("SELECT level FROM t")).to.equal(undefined);
    await put("c", "no Parquet at all");
    expect(await readReason("SELECT station FROM t")).to.match(
      /^HIVE_BAD_DATA: Malformed Parquet file\. Expected magic number: PAR1 got: /,
    );
    const torn = await convertFile("SELECT 'x' AS station");
    torn.fill(0xff, torn.length - 8 - torn.readUInt32LE(torn.length - 8), torn.length - 8);
    await put("c", torn);
    expect(await readReason("SELECT station FROM t")).to.match(
      /^HIVE_BAD_DATA: Malformed Parquet file\. Metadata cannot be read: .+ \[s3:\/\/data\/t\/c\]$/,
    );
    // The footer is whole, and the pages that it leads to are not.
    const damaged = await convertFile("SELECT 'x' AS station");
    damaged.fill(0xff, 4, damaged.length - 8 - damaged.readUInt32LE(damaged.length - 8));
    await put("c", damaged);
    expect(await readReason("SELECT station FROM t")).to.equal("HIVE_BAD_DATA: Malformed Parquet file");
  });

  it("read delimited text with custom delimiters, escapes, NULLs and headers", async () => {
    await make(
      "n int, s string, l array<int>, m map<string,int>",
      "ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\\\' COLLECTION ITEMS TERMINATED BY '|' MAP KEYS TERMINATED BY ':' NULL DEFINED AS '-' STORED AS TEXTFILE",
    );
    await athena.readRows("ALTER TABLE t SET TBLPROPERTIES ('skip.header.line.count'='1')");
    await put("a", "n,s,l,m\n1,a\\,b,1|2,k:1|j:2\n-,-,-,-\nx,,,\n");
    expect(await readFound("SELECT * FROM t")).to.deep.equal([
      ["1", "a,b", "[1, 2]", "{k=1, j=2}"],
      [null, null, null, null],
      [null, "", "[]", "{}"],
    ]);
  });

  it("fail on a partition value of the wrong type only if the key is needed", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE p (n int) PARTITIONED BY (hour int) LOCATION 's3://data/p/'");
    await athena.readRows("ALTER TABLE p ADD PARTITION (hour = 'late')");
    await athena.put("data/p/hour=late/x", "1\n");
    expect(await readReason("SELECT hour FROM p")).to.equal(
      "HIVE_INVALID_PARTITION_VALUE: Invalid partition value 'late' for INT partition key: hour",
    );
    expect(await readFound("SELECT n FROM p")).to.deep.equal([["1"]]);
  });

  it("read only the partitions that match the conditions, even through views and casts", async () => {
    await athena.readRows(
      `CREATE EXTERNAL TABLE p (n int) PARTITIONED BY (day date, hour int) ${JSON_SERDE} LOCATION 's3://data/p/'`,
    );
    for (const [day, hour] of [
      ["2030-01-01", 1],
      ["2030-01-01", 2],
      ["2030-01-02", 1],
    ] as const) {
      await athena.put(`data/p/${day}/${hour}/x`, '{"n":1}\n');
      await athena.readRows(
        `ALTER TABLE p ADD PARTITION (day='${day}', hour=${hour}) LOCATION 's3://data/p/${day}/${hour}/'`,
      );
    }
    await athena.readRows("CREATE VIEW v AS SELECT n, day AS d, hour FROM p");
    const first = 8;
    for (const [condition, files] of [
      ["day = DATE '2030-01-01' AND hour = 2", 1],
      ["hour IN (1, 3)", 2],
      ["day > DATE '2030-01-01' OR hour = 2", 2],
      ["CAST(day AS varchar) LIKE '%-02'", 1],
      ["hour BETWEEN 2 AND 9", 1],
      ["NOT (hour = 1)", 1],
      ["day >= current_date - INTERVAL '0' DAY", 3],
      ["n = 1", 3],
      ["day IS NULL", 0],
      ["hour + 0 = 2", 3],
    ] as const)
      expect(await readScanned(`SELECT n FROM p WHERE ${condition}`), condition).to.equal(files * first);
    expect(await readScanned("SELECT n FROM v WHERE d = DATE '2030-01-02'")).to.equal(first);
    expect(
      await readScanned("SELECT * FROM (SELECT day, count(*) c FROM p GROUP BY day) WHERE day = DATE '2030-01-02'"),
    ).to.equal(first);
    expect(
      await readScanned("SELECT * FROM (SELECT day, n FROM p ORDER BY n LIMIT 1) WHERE day = DATE '2030-01-02'"),
    ).to.equal(3 * first);
    expect(await readFound("SELECT count(*) FROM p WHERE hour + 0 = 2")).to.deep.equal([["1"]]);
  });
});

import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const OPENX = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'";
const HIVE = "ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'";

describe("Athena's reading of rows", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const make = (columns: string, format: string) =>
    athena.readRows(`CREATE EXTERNAL TABLE t (${columns}) ${format} LOCATION 's3://data/t/'`);
  const readFound = async (sql = "SELECT * FROM t") => (await athena.readRows(sql)).slice(1);
  const readReason = async (sql: string) => (await athena.finish(sql)).Status?.StateChangeReason;

  it("reads one JSON object per line, and ignores a second one (ATH-023)", async () => {
    await make("n int", OPENX);
    await athena.put("data/t/1", '{"n":1}{"n":2}\n{"n":3}\n');
    expect(await readFound("SELECT n FROM t ORDER BY n")).to.deep.equal([["1"], ["3"]]);
  });

  it("fails on a line that isn't JSON, or reads it as NULLs if configured (ATH-022)", async () => {
    await make("n int", OPENX);
    await athena.put("data/t/1", '{"n":1}\n{"n":\n');
    expect(await readReason("SELECT * FROM t")).to.match(/^HIVE_CURSOR_ERROR: Row is not a valid JSON Object/);
    await athena.readRows("DROP TABLE t");
    await make("n int", `${OPENX} WITH SERDEPROPERTIES ('ignore.malformed.json'='true')`);
    expect(await readFound("SELECT n FROM t ORDER BY n")).to.deep.equal([["1"], [null]]);
  });

  it("maps columns to other names, and to names in any case, if configured (ATH-022)", async () => {
    await make(
      "ts string, dotted_name int",
      `${OPENX} WITH SERDEPROPERTIES ('mapping.ts'='event-time', 'dots.in.keys'='true')`,
    );
    await athena.put("data/t/1", '{"event-time":"now","dotted.name":7}\n');
    expect(await readFound()).to.deep.equal([["now", "7"]]);
    await athena.readRows("DROP TABLE t");
    await make("sensorid string", HIVE);
    await athena.put("data/t/1", '{"SensorId":"a"}\n');
    expect(await readFound()).to.deep.equal([["a"]]);
  });

  it("formats arrays, maps, rows, doubles and times as Athena does (ATH-011)", async () => {
    await make(
      "a array<string>, m map<string,int>, r struct<id:int,name:string>, d double, ts timestamp, b boolean",
      OPENX,
    );
    await athena.put(
      "data/t/1",
      '{"a":["x","y z",null],"m":{"k":1},"r":{"id":1,"name":"x"},"d":100000000000000000000,"ts":"2020-01-01 12:34:56.789","b":true}\n',
    );
    expect(await readFound()).to.deep.equal([
      ["[x, y z, null]", "{k=1}", "{id=1, name=x}", "1.0E20", "2020-01-01 12:34:56.789", "true"],
    ]);
  });

  it("reads CSV and delimited text (ATH-022)", async () => {
    await make(
      "a string, b string",
      "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' WITH SERDEPROPERTIES ('separatorChar'=';', 'quoteChar'='\"')",
    );
    await athena.put("data/t/1", '"x;y";z\n');
    expect(await readFound()).to.deep.equal([["x;y", "z"]]);
    await athena.readRows("DROP TABLE t");
    await make(
      "a int, b array<string>",
      "ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' COLLECTION ITEMS TERMINATED BY '|'",
    );
    await athena.put("data/t/1", "1\tx|y\nnone\tz\n");
    expect(await readFound("SELECT a, b FROM t ORDER BY cardinality(b)")).to.deep.equal([
      [null, "[z]"],
      ["1", "[x, y]"],
    ]);
  });

  it("returns errors or NULLs, never rows, for Parquet read with a JSON SerDe (ATH-024)", async () => {
    await athena.readRows("CREATE TABLE real WITH (external_location = 's3://data/t/') AS SELECT 1 AS n");
    await make("n int", OPENX);
    const { Status: status, QueryExecutionId: id = "" } = await athena.finish("SELECT n FROM t");
    if (status?.State === "SUCCEEDED")
      expect(
        (await athena.getResults(id)).ResultSet?.Rows?.slice(1).every(
          ({ Data: [datum] = [] }) => datum?.VarCharValue === undefined,
        ),
      ).to.equal(true);
    else expect(status?.StateChangeReason).to.match(/^HIVE_(CURSOR_ERROR|BAD_DATA): /);
  });

  it("converts names to lower case in the catalog, whatever case a query uses (ATH-038)", async () => {
    await make("SensorId int", OPENX);
    await athena.put("data/t/1", '{"sensorid":1}\n');
    expect(await readFound('SELECT SENSORID FROM LAB.T WHERE "sensorId" = 1')).to.deep.equal([["1"]]);
  });

  for (const [title, format, write] of [
    ["JSON", OPENX, (n: number) => athena.put(`data/t/${n % 10}`, `{"n":${n}}\n`)],
    [
      "Parquet",
      "STORED AS PARQUET",
      (n: number) => athena.readRows(`UNLOAD (SELECT ${n} AS n) TO 's3://data/t/${n}/' WITH (format = 'PARQUET')`),
    ],
  ] as const) {
    it(`sees files of ${title} added or changed since the same query ran before`, async () => {
      await make("n int", format);
      const sum = async () => (await readFound("SELECT count(*), sum(n) FROM t"))[0];
      await write(1);
      expect([await sum(), await sum()]).to.deep.equal([
        ["1", "1"],
        ["1", "1"],
      ]);
      await write(2);
      expect(await sum()).to.deep.equal(["2", "3"]);
      await write(12);
      expect(await sum()).to.deep.equal(title === "JSON" ? ["2", "13"] : ["3", "15"]);
      expect(await readFound('SELECT n, "$file_size" > 0 FROM t WHERE n = 12')).to.deep.equal([["12", "true"]]);
    });
  }

  it("fails a query on a table with a column that is both data and partition column (ATH-021)", async () => {
    await athena.readRows("CREATE EXTERNAL TABLE p (n int) PARTITIONED BY (d string) LOCATION 's3://data/p/'");
    await athena.readRows("ALTER TABLE p REPLACE COLUMNS (n int, d string)");
    expect(await readReason("SELECT * FROM p")).to.match(/^HIVE_INVALID_METADATA: /);
  });
});

import { Glue } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

const DDL_TASK = "FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask.";

describe("Athena partition DDL", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(async () => {
    await athena.setUp();
    await athena.readRows(
      "CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (day string, hour int) LOCATION 's3://data/t/'",
    );
  });
  const listPartitions = async () => {
    const { Partitions: found = [] } = await cloud
      .createClient(Glue)
      .getPartitions({ DatabaseName: "lab", TableName: "t" });
    return found.map(
      ({ Values: values = [], StorageDescriptor: descriptor }) => `${values.join("/")} ${descriptor?.Location}`,
    );
  };
  const readReason = async (sql: string) => (await athena.finish(sql)).Status?.StateChangeReason;

  it("adds one or several partitions, in default or custom locations (ATH-026, ATH-027)", async () => {
    await athena.readRows(
      "ALTER TABLE t ADD PARTITION (day = '2030-01-01', hour = 5) PARTITION (hour = 6, day = '2030-01-01') LOCATION 's3://data/2030/01/01/06/'",
    );
    expect(await listPartitions()).to.deep.equal([
      "2030-01-01/5 s3://data/t/day=2030-01-01/hour=5",
      "2030-01-01/6 s3://data/2030/01/01/06/",
    ]);
  });

  it("rejects an existing partition without IF NOT EXISTS, and adds none with it (ATH-027)", async () => {
    await athena.readRows("ALTER TABLE t ADD PARTITION (day = 'a', hour = 1)");
    expect(
      await readReason("ALTER TABLE t ADD PARTITION (day = 'b', hour = 1) PARTITION (day = 'a', hour = 1)"),
    ).to.equal(`${DDL_TASK} AlreadyExistsException(message:Partition already exists.)`);
    expect(await listPartitions()).to.have.length(1);
    await athena.readRows(
      "ALTER TABLE t ADD IF NOT EXISTS PARTITION (day = 'b', hour = 1) PARTITION (day = 'a', hour = 1)",
    );
    expect(await listPartitions()).to.have.length(2);
  });

  for (const [title, sql, words] of [
    [
      "a key that the table has not",
      "ALTER TABLE t ADD PARTITION (day = 'a', minute = 1)",
      "FAILED: SemanticException Partition spec {day=a, minute=1} contains non-partition columns",
    ],
    [
      "too few keys",
      "ALTER TABLE t ADD PARTITION (day = 'a')",
      "FAILED: SemanticException partition spec {day=a} doesn't contain all (2) partition columns",
    ],
    [
      "a table without partitions",
      "ALTER TABLE whole ADD PARTITION (day = 'a')",
      "FAILED: SemanticException table is not partitioned but partition spec exists: {day=a}",
    ],
    [
      "dropping what is not there",
      "ALTER TABLE t DROP PARTITION (day = 'a', hour = 1)",
      "FAILED: SemanticException [Error 10006]: Partition not found (day = 'a', hour = '1')",
    ],
    [
      "listing those of a table without (ATH-028)",
      "SHOW PARTITIONS whole",
      `${DDL_TASK} Table whole is not a partitioned table`,
    ],
    [
      "a table that there is not",
      "SHOW PARTITIONS none",
      "FAILED: SemanticException [Error 10001]: Table not found lab.none",
    ],
  ] as const) {
    it(`fails on ${title}`, async () => {
      await athena.readRows("CREATE EXTERNAL TABLE whole (n int) LOCATION 's3://data/whole/'");
      expect(await readReason(sql)).to.equal(words);
    });
  }

  it("drops all partitions that match some keys, comparing values by type (ATH-027)", async () => {
    await athena.readRows(
      "ALTER TABLE t ADD PARTITION (day = 'a', hour = 1) PARTITION (day = 'a', hour = 2) PARTITION (day = 'b', hour = 10) PARTITION (day = 'c', hour = 9)",
    );
    await athena.readRows("ALTER TABLE t DROP PARTITION (day = 'a'), PARTITION (hour > 9)");
    expect(await listPartitions()).to.deep.equal(["c/9 s3://data/t/day=c/hour=9"]);
    await athena.readRows("ALTER TABLE t DROP IF EXISTS PARTITION (day = 'c', hour = 09), PARTITION (day = 'none')");
    expect(await listPartitions()).to.deep.equal([]);
  });

  it("compares values that don't fit their key's type as texts, and only for equality", async () => {
    await athena.readRows(
      "ALTER TABLE t ADD PARTITION (day = 'a', hour = 'late') PARTITION (day = 'a', hour = 7) PARTITION (day = 'a', hour = 'soon')",
    );
    const readPartitions = async (spec: string) =>
      (await athena.readRows(`SHOW PARTITIONS t PARTITION (${spec})`)).flat();
    expect(await readPartitions("hour = 'late'")).to.deep.equal(["day=a/hour=late"]);
    expect(await readPartitions("hour = 07")).to.deep.equal(["day=a/hour=7"]);
    for (const spec of ["hour > 'late'", "hour <> 'late'", "hour >= 'late'", "hour = 'l'"])
      expect(await readPartitions(spec), spec).to.deep.equal([]);
    expect(await readPartitions("hour <> 1")).to.deep.equal(["day=a/hour=7"]);
    expect(await readPartitions("hour < 8")).to.deep.equal(["day=a/hour=7"]);
  });

  it("renames a partition without moving its files", async () => {
    await athena.readRows("ALTER TABLE t ADD PARTITION (day = 'a', hour = 1)");
    await athena.readRows("ALTER TABLE t PARTITION (day = 'a', hour = 1) RENAME TO PARTITION (day = 'b', hour = 2)");
    expect(await listPartitions()).to.deep.equal(["b/2 s3://data/t/day=a/hour=1"]);
  });

  it("lists the catalog's partitions in Hive's spelling (ATH-028)", async () => {
    await athena.readRows("ALTER TABLE t ADD PARTITION (day = 'a b/c:d', hour = 1) PARTITION (day = '2', hour = 1)");
    expect(await athena.readRows("SHOW PARTITIONS t")).to.deep.equal([["day=a b%2Fc%3Ad/hour=1"], ["day=2/hour=1"]]);
    expect(await athena.readRows("SHOW PARTITIONS lab.t PARTITION (day = '2')")).to.deep.equal([["day=2/hour=1"]]);
  });

  it("MSCK REPAIR TABLE adds and reports folders named by key and value, and removes none (ATH-025, ATH-026)", async () => {
    await athena.readRows("ALTER TABLE t ADD PARTITION (day = 'gone', hour = 1)");
    for (const key of [
      "day=a/hour=1/x.json",
      "day=a/hour=2/deeper/y.json",
      "Day=b/hour=1/x",
      "2030/01/x",
      "day=c/x",
      "_tmp/hour=1/x",
      "day=a%3Ab/hour=3/x",
    ])
      await athena.put(`data/t/${key}`, "x");
    expect(await athena.readRows("MSCK REPAIR TABLE lab.t")).to.deep.equal([
      ["Partitions not in metastore:\tt:2030/01\tt:Day=b/hour=1\tt:day=a%3Ab/hour=3\tt:day=a/hour=1\tt:day=a/hour=2"],
      ["Partitions missing from filesystem:\tt:day=gone/hour=1"],
      ["Repair: Added partition to metastore t:day=a%3Ab/hour=3"],
      ["Repair: Added partition to metastore t:day=a/hour=1"],
      ["Repair: Added partition to metastore t:day=a/hour=2"],
    ]);
    expect(await listPartitions()).to.deep.equal([
      "gone/1 s3://data/t/day=gone/hour=1",
      "a:b/3 s3://data/t/day=a%3Ab/hour=3",
      "a/1 s3://data/t/day=a/hour=1",
      "a/2 s3://data/t/day=a/hour=2",
    ]);
    expect(await athena.readRows("MSCK REPAIR TABLE t")).to.deep.equal([
      ["Partitions not in metastore:\tt:2030/01\tt:Day=b/hour=1"],
      ["Partitions missing from filesystem:\tt:day=gone/hour=1"],
    ]);
  });

  it("MSCK REPAIR TABLE keeps a Glue partition that has no location", async () => {
    const PartitionInput = { Values: ["a", "1"], StorageDescriptor: {} };
    await cloud.createClient(Glue).createPartition({ DatabaseName: "lab", TableName: "t", PartitionInput });
    await athena.put("data/t/day=b/hour=2/x", "x");
    expect(await athena.readRows("MSCK REPAIR TABLE t")).to.deep.equal([
      ["Partitions not in metastore:\tt:day=b/hour=2"],
      ["Repair: Added partition to metastore t:day=b/hour=2"],
    ]);
    expect(await listPartitions()).to.have.length(2);
  });

  it("MSCK REPAIR TABLE reports tables without files, and missing tables", async () => {
    expect(await athena.readRows("MSCK REPAIR TABLE t")).to.deep.equal([["Tables missing on filesystem:\tt"]]);
    expect(await athena.readRows("MSCK REPAIR TABLE none")).to.deep.equal([["Tables not in metastore:\tnone"]]);
  });
});

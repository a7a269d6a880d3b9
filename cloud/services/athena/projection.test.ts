import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

describe("Athena partition projection", () => {
  const cloud = useCloud(); // at 2030-01-01, where NOW is
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const make = (keys: string, properties: Readonly<Record<string, string>>) =>
    athena.readRows(`CREATE EXTERNAL TABLE t (n int) PARTITIONED BY (${keys})
    ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/t/'
    TBLPROPERTIES (${Object.entries({ "projection.enabled": "true", ...properties })
      .map(([name, value]) => `'${name}'='${value}'`)
      .join(", ")})`);
  const put = (...keys: readonly string[]) =>
    Promise.all(keys.map((key, index) => athena.put(`data/t/${key}/1`, `{"n":${index + 1}}\n`)));
  const readReason = async (sql: string) => (await athena.finish(sql)).Status?.StateChangeReason;
  const readFound = async (sql: string) => (await athena.readRows(sql)).slice(1).map((row) => row.join(" "));

  it("projects enum and integer partitions, and ignores the catalog's (ATH-032, ATH-033)", async () => {
    await make("kind string, hour int", {
      "projection.kind.type": "enum",
      "projection.kind.values": "a,b",
      "projection.hour.type": "integer",
      "projection.hour.range": "0,23",
      "projection.hour.digits": "2",
    });
    await put("kind=a/hour=05", "kind=b/hour=23", "kind=c/hour=01", "elsewhere");
    await athena.readRows("ALTER TABLE t ADD PARTITION (kind = 'c', hour = 1) LOCATION 's3://data/t/kind=c/hour=01/'");
    expect(await readFound("SELECT kind, hour, n FROM t ORDER BY n")).to.deep.equal(["a 5 1", "b 23 2"]);
    expect(await readFound("SELECT n FROM t WHERE kind = 'c'")).to.deep.equal([]);
    expect(await athena.readRows("SHOW PARTITIONS t")).to.deep.equal([["kind=c/hour=1"]]);
  });

  it("projects dates up to NOW in UTC, in locations from a template (ATH-032, ATH-033)", async () => {
    await make("day string", {
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": "2029/12/30,NOW",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "storage.location.template": "s3://data/t/in/${day}/",
    });
    await put("in/2029/12/29", "in/2029/12/31", "in/2030/01/01", "in/2030/01/02");
    expect(await readFound("SELECT day, n FROM t ORDER BY day")).to.deep.equal(["2029/12/31 2", "2030/01/01 3"]);
    expect(await readFound("SELECT day FROM t WHERE day > '2029/12/31'")).to.deep.equal(["2030/01/01"]);
  });

  it("reads a two-digit year as Java does, from 2000 to 2099 (ATH-032)", async () => {
    await make("day string", {
      "projection.day.type": "date",
      "projection.day.format": "yy/MM/dd",
      "projection.day.range": "29/12/30,NOW",
      "storage.location.template": "s3://data/t/in/${day}/",
    });
    await put("in/29/12/31", "in/30/01/01", "in/99/12/31");
    expect(await readFound("SELECT day, n FROM t ORDER BY day")).to.deep.equal(["29/12/31 1", "30/01/01 2"]);
  });

  it("takes an injected column's values from the query, and fails without them (ATH-032, ATH-034)", async () => {
    await make("device string", { "projection.device.type": "injected" });
    await put("device=d1", "device=d2");
    expect(await readFound("SELECT device, n FROM t WHERE device = 'd2'")).to.deep.equal(["d2 2"]);
    expect(await readReason("SELECT * FROM t")).to.match(/^CONSTRAINT_VIOLATION: /);
  });

  it("fails if a column has no projection (ATH-034)", async () => {
    await make("kind string, hour int", { "projection.kind.type": "enum", "projection.kind.values": "a" });
    expect(await readReason("SELECT * FROM t")).to.equal(
      "HIVE_METASTORE_ERROR: Table lab.t is configured for partition projection, but the following partition columns are missing projection configuration: [hour] (table lab.t)",
    );
  });

  it("fails if the template leaves out a column (ATH-032)", async () => {
    await make("kind string, hour int", {
      "projection.kind.type": "enum",
      "projection.kind.values": "a",
      "projection.hour.type": "integer",
      "projection.hour.range": "0,23",
      "storage.location.template": "s3://data/t/${kind}/",
    });
    expect(await readReason("SELECT * FROM t")).to.equal(
      "INVALID_TABLE_PROPERTY: Partition location template: s3://data/t/${kind}/ is missing partition column: 'hour' placeholder",
    );
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { createRandom } from "../../../foundation/random";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";
import { createQueries } from "./testing/queries";

const STATIONS = 20;
const ROWS = 3000;

/**
 * A Python program in which pyarrow answers the same questions from the same files, printed as Athena prints values.
 */
const PYARROW = `
import json, sys
import pyarrow as pa, pyarrow.compute as pc, pyarrow.json as pj, pyarrow.parquet as pq
path, kind = sys.argv[1:]
schema = pa.schema([("station", pa.string()), ("level", pa.string()), ("price", pa.float64()), ("at", pa.int64()), ("open", pa.bool_())])
table = pq.read_table(path) if kind == "parquet" else pj.read_json(path, parse_options=pj.ParseOptions(explicit_schema=schema))
text = lambda value: None if value is None else ("true" if value else "false") if isinstance(value, bool) else str(value)
rows = lambda t: [[text(v) for v in row.values()] for row in t.to_pylist()]
low = table.filter(pc.less(table["level"], "200")).sort_by([("at", "ascending")]).select(["at", "station", "level"])
groups = table.group_by("station").aggregate([("at", "count"), ("level", "count"), ("level", "min"), ("level", "max"), ("at", "sum"), ("price", "min"), ("price", "max")]).sort_by("station").select(
    ["station", "at_count", "level_count", "level_min", "level_max", "at_sum", "price_min", "price_max"])
top = table.filter(pc.and_kleene(table["open"], pc.greater(table["price"], 1.5))).sort_by([("price", "descending"), ("at", "ascending")]).select(["at", "price"]).slice(0, 50)
odd = table.filter(pc.or_kleene(pc.is_null(table["level"]), pc.invert(table["open"])))
print(json.dumps({"low": rows(low), "groups": rows(groups), "top": rows(top), "odd": [[str(odd.num_rows), text(pc.sum(odd["at"]).as_py())]]}))
`;

/**
 * A Python program that writes a file with bytes of a fixed length, and one with the codec LZ4 of older writers: it differs from LZ4_RAW,
 * which pyarrow writes, by a number in the footer.
 */
const FIXED = `
import sys
import pyarrow as pa, pyarrow.parquet as pq
fixed, lz4 = sys.argv[1:]
pq.write_table(pa.table({"b": pa.array([b"ab", None, b"yz"], pa.binary(2))}), fixed)
pq.write_table(pa.table({"b": pa.array([1])}), lz4, compression="lz4")
data = open(lz4, "rb").read()
raw = b"\\x18\\x01b\\x15\\x0e"
assert data.count(raw) == 1
open(lz4, "wb").write(data.replace(raw, b"\\x18\\x01b\\x15\\x0a"))
`;

const QUESTIONS = {
  low: "SELECT at, station, level FROM t WHERE level < '200' ORDER BY at",
  groups:
    "SELECT station, count(at), count(level), min(level), max(level), sum(at), min(price), max(price) FROM t GROUP BY station ORDER BY station",
  top: "SELECT at, price FROM t WHERE open AND price > 1.5 ORDER BY price DESC, at LIMIT 50",
  odd: "SELECT count(*), sum(at) FROM t WHERE level IS NULL OR NOT open",
} as const;

describe("Athena compared with an independent engine", () => {
  needVenv();
  const cloud = useCloud();
  const athena = createQueries(cloud);
  const folder = createTemporaryFolder();

  /** Rows with NULLs, missing members, texts that sort differently from numbers, and all kinds of doubles. */
  const drawQuery = (): string => {
    const random = createRandom("athena beside pyarrow");
    const drawMaybe = <T>(value: T): T | null => (random.drawBelow(10) === 0 ? null : value);
    return Array.from({ length: ROWS }, (_, index) =>
      JSON.stringify({
        station: `st-${random.drawBelow(STATIONS)}`,
        ...(random.drawBelow(20) === 0 ? {} : { level: drawMaybe(String(random.drawBelow(1200))) }),
        price: drawMaybe(Math.round(random.drawFraction() * 3000) / 1000),
        at: index * 1_000_003,
        open: drawMaybe(random.drawBelow(2) === 0),
      }),
    ).join("\n");
  };

  for (const kind of ["json", "parquet"] as const) {
    it(`agrees with pyarrow on ${ROWS} generated rows of ${kind}`, async () => {
      await athena.setUp();
      await athena.put("data/json/1.json", drawQuery());
      await athena.readRows(
        "CREATE EXTERNAL TABLE raw (station string, level string, price double, at bigint, open boolean) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/json/'",
      );
      if (kind === "json") await athena.readRows("CREATE VIEW t AS SELECT * FROM raw");
      else await athena.readRows("CREATE TABLE t WITH (external_location = 's3://data/parquet/') AS SELECT * FROM raw");
      const [key = ""] = await athena.listKeys("data", `${kind}/`);
      const { Body: body } = await cloud.s3.getObject({ Bucket: "data", Key: key });
      const path = join(folder, `rows.${kind}`);
      writeFileSync(path, (await body?.transformToByteArray()) ?? "");
      const { output, errors } = await runInVenv("python", ["-c", PYARROW, path, kind], cloud.running);
      expect(errors).to.equal("");
      const expected = JSON.parse(output) as Readonly<Record<keyof typeof QUESTIONS, readonly unknown[]>>;
      for (const [name, sql] of Object.entries(QUESTIONS) as [keyof typeof QUESTIONS, string][]) {
        const [, ...rows] = await athena.readRows(sql);
        expect(rows, name).to.deep.equal(expected[name]);
        expect(rows.length, name).to.be.greaterThan(0);
      }
    });
  }

  it("reads bytes of a fixed length, and names a codec that it doesn't read", async () => {
    await athena.setUp();
    const paths = ["fixed", "lz4"].map((name) => join(folder, `${name}.parquet`));
    expect((await runInVenv("python", ["-c", FIXED, ...paths], cloud.running)).errors).to.equal("");
    for (const [at, path] of paths.entries())
      await cloud.s3.putObject({ Bucket: "data", Key: `${at}/rows.parquet`, Body: readFileSync(path) });
    for (const [table, type, at] of [
      ["bytes", "binary", 0],
      ["texts", "string", 0],
      ["old", "bigint", 1],
    ] as const)
      await athena.readRows(`CREATE EXTERNAL TABLE ${table} (b ${type}) STORED AS PARQUET LOCATION 's3://data/${at}/'`);
    expect((await athena.readRows("SELECT b, to_hex(b) FROM bytes")).slice(1)).to.deep.equal([
      ["61 62", "6162"],
      [null, null],
      ["79 7a", "797A"],
    ]);
    expect((await athena.readRows("SELECT max(b) FROM texts"))[1]).to.deep.equal(["yz"]);
    expect((await athena.finish("SELECT b FROM old")).Status?.StateChangeReason).to.equal(
      "NOT_SUPPORTED: The lab cloud does not read Parquet files compressed with LZ4",
    );
  });
});

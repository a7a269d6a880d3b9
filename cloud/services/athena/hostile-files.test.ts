import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { findPython } from "../../../foundation/columnar/python";
import { createRandom } from "../../../foundation/random";
import { LONG, skipIf } from "../../testing/skip";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { withoutVenv } from "../../testing/venv";
import { createQueries } from "./testing/queries";

const SEED = process.env["FUZZ_SEED"] ?? "columnar files";
const COUNT = LONG ? 200 : 16;
const COLUMNS = "id int, word string, numbers array<double>, at timestamp, price decimal(9,2)";

/** Writes the same rows as ORC and as Parquet, each with and without compression. */
const FILES = `import datetime, decimal, sys, pyarrow as pa, pyarrow.orc as orc, pyarrow.parquet as pq
rows = range(2000)
table = pa.table({
    "id": pa.array(rows, pa.int32()),
    "word": [f"word {row % 50}" for row in rows],
    "numbers": [[row / 2] * (row % 4) for row in rows],
    "at": pa.array([datetime.datetime(2024, 1, 1) + datetime.timedelta(minutes=row) for row in rows], pa.timestamp("ns")),
    "price": pa.array([decimal.Decimal(row) / 100 for row in rows], pa.decimal128(9, 2)),
})
for name, compression in (("plain", "uncompressed"), ("packed", "zlib")):
    orc.write_table(table, f"{sys.argv[1]}/{name}.orc", compression=compression)
for name, compression in (("plain", "none"), ("packed", "snappy")):
    pq.write_table(table, f"{sys.argv[1]}/{name}.parquet", compression=compression)
deep = pa.int32()
for _ in range(2000):
    deep = pa.list_(deep)
nested = pa.table({"id": pa.array([None], deep)})
orc.write_table(nested, f"{sys.argv[1]}/nested.orc")
pq.write_table(nested, f"{sys.argv[1]}/nested.parquet")
`;

describe("damaged and forged files that Athena reads", () => {
  const cloud = useCloud({ athenaSeconds: 60 });
  const athena = createQueries(cloud);
  const folder = createTemporaryFolder();
  before(function () {
    skipIf(this, withoutVenv);
    execFileSync(findPython(undefined), ["-c", FILES, folder]);
  });

  for (const format of ["orc", "parquet"])
    it(`fail their own query or are read, in ${format}, and honest ones are read as before`, async () => {
      await athena.setUp();
      const read = (name: string): Buffer => readFileSync(join(folder, `${name}.${format}`));
      const query = async (name: string, bytes: Uint8Array): Promise<string> => {
        await cloud.s3.putObject({ Bucket: "data", Key: `${name}/a`, Body: bytes });
        await athena.readRows(
          `CREATE EXTERNAL TABLE ${name} (${COLUMNS}) STORED AS ${format} LOCATION 's3://data/${name}/'`,
        );
        const sql = `SELECT count(word), sum(id), max(at), sum(price), sum(cardinality(numbers)) FROM ${name}`;
        const { Status: status } = await athena.finish(sql);
        return status?.StateChangeReason ?? status?.State ?? "";
      };
      const random = createRandom(SEED);
      for (let at = 0; at < COUNT; at += 1) {
        const bytes = read(at % 2 === 0 ? "plain" : "packed");
        // The descriptions of what a file holds are at its end, and the data before them.
        const from = at % 3 === 0 ? 0 : Math.max(0, bytes.byteLength - 1500);
        for (let flips = 1 + random.drawBelow(4); flips > 0; flips -= 1) {
          const where = from + random.drawBelow(bytes.byteLength - from);
          bytes[where] = random.drawBelow(256);
        }
        // What is damaged may be a value, which is read as another one.
        expect(await query(`damaged${at}`, bytes), `seed ${SEED}, file ${at}`).to.match(
          /^SUCCEEDED$|^HIVE_BAD_DATA: |^EXCEEDED_/,
        );
      }
      expect(await query("nested", read("nested"))).to.match(/^HIVE_BAD_DATA: |^EXCEEDED_/);
      expect(await query("honest", read("plain"))).to.equal("SUCCEEDED");
    });
});

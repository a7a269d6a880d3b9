import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { withoutVenv } from "../../testing/venv";
import { createQueries } from "./testing/queries";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const PYTHON = join(ROOT, ".venv", process.platform === "win32" ? "Scripts" : "bin", "python");
const SEEDS = [1, 2];
const ROWS = 700;

/**
 * A Python program that writes the JSON as Parquet and ORC, and answers the questions from each file by pyarrow alone.
 */
const PYARROW = `
import json, sys
import pyarrow as pa, pyarrow.compute as pc, pyarrow.json as pj, pyarrow.parquet as pq, pyarrow.orc as po
folder = sys.argv[1]
schema = pa.schema([("station", pa.string()), ("level", pa.int32()), ("price", pa.float64()), ("at", pa.int64()), ("open", pa.bool_()), ("tags", pa.list_(pa.string()))])
read = lambda: pj.read_json(folder + "/rows.json", parse_options=pj.ParseOptions(explicit_schema=schema))
pq.write_table(read(), folder + "/rows.parquet", row_group_size=200)
po.write_table(read(), folder + "/rows.orc")
answers = {}
for name, table in (("json", read()), ("parquet", pq.read_table(folder + "/rows.parquet")), ("orc", po.read_table(folder + "/rows.orc"))):
    groups = table.group_by("station").aggregate([("level", "sum"), ("level", "count"), ("level", "min"), ("price", "max"), ("at", "count_distinct"), ("open", "any")])
    group = [[None if v is None else v for v in row.values()] for row in groups.select(["station", "level_sum", "level_count", "level_min", "price_max", "at_count_distinct", "open_any"]).to_pylist()]
    low = table.filter(pc.and_(pc.less(table["station"], "st-3"), pc.greater_equal(table["level"], 500)))
    rows = [[r["station"], r["level"], r["at"], len(r["tags"]) if r["tags"] is not None else None] for r in low.to_pylist()]
    tags = table["tags"].combine_chunks().flatten()
    counts = [[c["values"], c["counts"]] for c in pc.value_counts(tags).to_pylist()]
    answers[name] = {"group": group, "rows": rows, "tags": counts}
print(json.dumps(answers))
`;

const QUESTIONS = {
  group:
    "SELECT station, sum(level), count(level), min(level), max(price), count(DISTINCT at), bool_or(open) FROM t GROUP BY station",
  rows: "SELECT station, level, at, cardinality(tags) FROM t WHERE station < 'st-3' AND level >= 500",
  tags: "SELECT tag, count(*) FROM t CROSS JOIN UNNEST(tags) AS u (tag) GROUP BY tag",
} as const;
type Question = keyof typeof QUESTIONS;
type Answers = Record<string, Record<Question, (string | number | boolean | null)[][]>>;

/** Rows with NULLs, empty texts and numbers at the edges; the same for the same seed. */
function createRows(seed: number): string {
  let state = seed;
  const drawBelow = (below: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
  const drawSometimes = <T>(value: T): T | null => (drawBelow(9) === 0 ? null : value);
  return Array.from({ length: ROWS }, () =>
    JSON.stringify({
      station: drawSometimes(drawBelow(20) === 0 ? "" : `st-${drawBelow(12)}`),
      level: drawSometimes(drawBelow(50) === 0 ? 2_147_483_647 : drawBelow(1000) - 100),
      price: drawSometimes(drawBelow(100_000) / 64),
      at: drawSometimes(1_900_000_000_000 + drawBelow(500) * 60_000),
      open: drawSometimes(drawBelow(2) === 0),
      tags: drawSometimes(
        Array.from({ length: drawBelow(4) }, () => drawSometimes(["a", "b", "ü", ""][drawBelow(4)] ?? "")),
      ),
    }),
  ).join("\n");
}

/** Rows sorted, each value as text. */
const printRows = (rows: Answers[string][Question]): string[] =>
  rows.map((row) => JSON.stringify(row.map((value) => (value === null ? null : String(value))))).sort();

const TABLES = {
  json: "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'",
  parquet: "STORED AS PARQUET",
  orc: "STORED AS ORC",
} as const;

(withoutVenv === undefined ? describe : describe.skip)(
  `athena agrees with pyarrow over the same files${withoutVenv === undefined ? "" : ` (${withoutVenv})`}`,
  () => {
    const cloud = useCloud();
    const athena = createQueries(cloud);

    for (const seed of SEEDS) {
      it(`on generated data, seed ${seed}`, async () => {
        await athena.setUp();
        const folder = createTemporaryFolder();
        writeFileSync(join(folder, "rows.json"), createRows(seed));
        const answers = JSON.parse(execFileSync(PYTHON, ["-c", PYARROW, folder], { encoding: "utf8" })) as Answers;
        for (const [format, clause] of Object.entries(TABLES)) {
          await athena.readRows(
            `CREATE EXTERNAL TABLE t (station string, level int, price double, at bigint, open boolean, tags array<string>) ${clause} LOCATION 's3://data/${format}/'`,
          );
          await cloud.s3.putObject({
            Bucket: "data",
            Key: `${format}/rows`,
            Body: readFileSync(join(folder, `rows.${format}`)),
          });
          for (const question of Object.keys(QUESTIONS) as Question[]) {
            const ours = (await athena.readRows(QUESTIONS[question]))
              .slice(1)
              .map((row) => row.map((value) => (value?.endsWith(".0") ? value.slice(0, -2) : value)));
            expect(printRows(ours), `${question} of ${format}, seed ${seed}`).to.deep.equal(
              printRows(answers[format]?.[question] ?? []),
            );
          }
          await athena.readRows("DROP TABLE t");
        }
      });
    }
  },
);

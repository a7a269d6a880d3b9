import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { openDuckDb, toSqlString } from "../../../../../foundation/columnar/duckdb";
import { Orc } from "../../../../../foundation/columnar/orc";
import { drawSeed, createRandom, type Random } from "../../../../../foundation/random";
import { withoutVenv } from "../../../../testing/venv";
import { createSchema } from "../../testing/fake-catalog";
import { ColumnarFiles } from "./columnar-file";
import { createRowReader } from "./row-reader";
import { resolveDeserializer, ConversionMismatch } from "./serde/deserializer";
import { divideMemory } from "../delivery/memory";

const SCALARS = [
  "boolean",
  "tinyint",
  "smallint",
  "int",
  "bigint",
  "float",
  "double",
  "decimal(3,0)",
  "decimal(18,9)",
  "decimal(38,38)",
  "decimal(38,0)",
  "string",
  "char(3)",
  "varchar(2)",
  "binary",
  "date",
  "timestamp",
];
/**
 * JSON values that a column may be sent: the limits of each type, values beyond them, and values that look like another
 * type.
 */
const VALUES = [
  "null",
  "true",
  "false",
  "0",
  "-0",
  "1",
  "-1",
  "127",
  "-128",
  "128",
  "32768",
  "2147483647",
  "2147483648",
  "9223372036854775807",
  "-9223372036854775808",
  "9223372036854775808",
  "1.5",
  "-0.0",
  "1e-400",
  "1e400",
  "-1e400",
  "3.4028236e38",
  "0.1234567890123456789012345678901234567890",
  "99999999999999999999999999999999999999",
  "1e37",
  "1e38",
  "12345678901.123456789",
  "253402300799",
  "253402300800",
  "999999999999",
  "1e15",
  "-62135596801",
  "9223372036854.775",
  "9.3e18",
  '""',
  '" "',
  '"true"',
  '"NaN"',
  '"-Infinity"',
  '"1f"',
  '"0x7f"',
  '"-0x80"',
  '"+5"',
  '".5"',
  '"5."',
  '"1e5"',
  '"١"',
  '"0000-01-01"',
  '"0001-01-01"',
  '"9999-12-31"',
  '"2024-02-29"',
  '"2023-02-29"',
  '"0000-01-01 00:00:00"',
  '"9999-12-31 23:59:59.999999999"',
  '"2030-01-01T00:00:00Z"',
  '"2030-1-1 1:1:1.1"',
  '"24:00:00"',
  '"text"',
  '"\\u0000"',
  '"\\ud83d"',
  '"\\ud83d\\ude00"',
  '"\\\\x41"',
  '"quote \\" and \' and \\\\"',
  '"line\\nbreak\\u2028"',
  "[]",
  "{}",
  "[null]",
  '[1,"x"]',
  '{"A":1}',
  '{"":null}',
  '{"1":1,"01":2,"1.0":3}',
  '{"a":{"b":[1]}}',
];

const PARQUET = { kind: "parquet", compression: "SNAPPY", usesDictionary: false, writerVersion: "V1" } as const;
const ORC = {
  kind: "orc",
  compression: "ZLIB",
  stripeBytes: 8 * 1024 * 1024,
  rowIndexStride: 1_000,
  paddingTolerance: 0,
  dictionaryThreshold: 0.5,
  bloomFilterColumns: [],
  bloomFilterFpp: 0.05,
  formatVersion: "V0_12",
} as const;

function drawType(random: Random, depth: number): string {
  const kind = depth > 2 ? 0 : random.drawBelow(6);
  const drawScalar = (): string => SCALARS[random.drawBelow(SCALARS.length)] ?? "int";
  if (kind === 3) return `array<${drawType(random, depth + 1)}>`;
  if (kind === 4) return `map<${drawScalar()},${drawType(random, depth + 1)}>`;
  if (kind === 5) return `struct<a:${drawType(random, depth + 1)},b:${drawScalar()}>`;
  return drawScalar();
}

/** How many rows are in only one of the two files. */
async function countDifferences(first: string, second: string): Promise<number> {
  const duckdb = await openDuckDb({ memoryMiB: 512 });
  try {
    const formatOnly = (left: string, right: string): string =>
      `(FROM ${toSqlString(left)} EXCEPT ALL FROM ${toSqlString(right)})`;
    const result = await (
      await duckdb.connect()
    ).runAndReadAll(
      `SELECT count(*)::INTEGER FROM (${formatOnly(first, second)} UNION ALL ${formatOnly(second, first)})`,
    );
    return Number(result.getRows()[0]?.[0]);
  } finally {
    duckdb.close();
  }
}

/** The year in the lab cloud's time. */
const YEAR = 2030;

describe("Firehose conversion of arbitrary input", () => {
  const seed = process.env["SEED"] ?? String(drawSeed());
  const folder = createTemporaryFolder();
  const files = new ColumnarFiles(new Orc(), { reserve: divideMemory(256).reserve, tempFolder: join(folder, "temp") });
  after(() => files.close());

  it(`writes every row it reads, because one value that DuckDB rejects would block a whole file (SEED=${seed})`, async () => {
    const random = createRandom(seed);
    const columns = Object.fromEntries(
      [
        ...SCALARS,
        ...Array.from({ length: 40 }, () => drawType(random, 0)),
        ...SCALARS.map((type) => `map<${type},int>`),
      ].map((type, index) => [`c${index}`, type]),
    );
    const schema = createSchema(columns);
    for (const serde of [
      { OpenXJsonSerDe: {} },
      { HiveJsonSerDe: { TimestampFormats: ["millis", "yyyy", "G yyyyy"] } },
    ]) {
      const read = createRowReader(schema, resolveDeserializer(serde), YEAR);
      const rows: string[] = [];
      for (const name of Object.keys(columns)) {
        for (const value of VALUES) {
          for (const record of [
            `{"${name}":${value}}`,
            `{"${name}":[${value}]}`,
            `{"${name}":{"a":${value},"b":${value}}}`,
            `{"${name}":{${JSON.stringify(value.replaceAll('"', ""))}:1}}`,
          ]) {
            const row = read(Buffer.from(record));
            if (!(row instanceof ConversionMismatch)) rows.push(row);
          }
        }
      }
      expect(rows.length).to.be.above(1_000);
      const path = join(folder, "rows");
      writeFileSync(path, rows.join(""));
      const [created, small] = [join(folder, "made.parquet"), join(folder, "small.parquet")];
      await files.write({ paths: [path], maxBytes: 1_000, schema }, PARQUET, created);
      // `writeSmallParquet` takes another path, where DuckDB turns values that it cannot read into null.
      writeFileSync(small, await files.writeSmallParquet(readFileSync(path), schema, PARQUET));
      expect(await countDifferences(created, small)).to.equal(0);
      if (withoutVenv === undefined)
        await files.write({ paths: [path], maxBytes: 1_000, schema }, ORC, join(folder, "made.orc"));
    }
  });
});

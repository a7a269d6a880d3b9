import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { openDuckDb, toSqlString } from "../foundation/columnar/duckdb";
import { createTemporaryFolder } from "../cloud/testing/temporary-folder";
import { createCatalog, openFolder, type CatalogTable } from "./index";
import { openTestEngine } from "./testing/open-test-engine";

const README = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
const findBlock = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(README)?.[1] ?? "";

/** Writes the files that the README names into `data/lake/`. */
async function writeLake(folder: string): Promise<void> {
  for (const table of ["trips", "cities"]) mkdirSync(join(folder, "data", "lake", table), { recursive: true });
  const [, ...rows] = /With `(\{.*?\})`, `(\{.*?\})` and `(\{.*?\})` in/.exec(README) ?? [];
  writeFileSync(join(folder, "data", "lake", "trips", "a.json"), rows.map((row) => `${row}\n`).join(""));
  const db = await openDuckDb();
  try {
    const to = toSqlString(join(folder, "data", "lake", "cities", "a.parquet"));
    const cities = "(VALUES ('Bonn', 336000), ('Ulm', 128000)) AS t(name, people)";
    await (
      await db.connect()
    ).run(`COPY (SELECT name, people::INTEGER AS people FROM ${cities}) TO ${to} (FORMAT parquet)`);
  } finally {
    db.close();
  }
}

describe("athena-sql by itself", () => {
  const folder = createTemporaryFolder();
  before(() => writeLake(folder));
  const engine = openTestEngine();

  it("runs the README's program, which prints what the README says", async () => {
    const door = pathToFileURL(join(import.meta.dirname, "index.ts")).href;
    const program = join(folder, "program.mts");
    writeFileSync(program, findBlock("ts").replace('"athena-sql"', JSON.stringify(door)));
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", import.meta.resolve("tsx"), program], {
      cwd: folder,
    });
    expect(stdout).to.equal(findBlock("text")).and.not.to.equal("");
  });

  it("reads the partitions of a catalog that a query needs, and lists its tables", async () => {
    const lake = join(folder, "data");
    for (const day of ["1", "2"]) {
      mkdirSync(join(lake, "lake", "days", day), { recursive: true });
      writeFileSync(join(lake, "lake", "days", day, "a.csv"), `${day}0\n`);
    }
    const days: CatalogTable = {
      database: "lab",
      definition: {
        Name: "days",
        PartitionKeys: [{ Name: "day", Type: "int" }],
        StorageDescriptor: {
          Columns: [{ Name: "n", Type: "int" }],
          Location: "s3://lake/days/",
          SerdeInfo: { SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" },
        },
      },
    };
    const partitions = ["1", "2"].map((day) => ({ values: [day], location: `s3://lake/days/${day}/` }));
    const input = { database: "lab", catalog: createCatalog([{ ...days, partitions }]), files: openFolder(lake) };
    expect(await engine.readRows("SELECT n, day FROM days WHERE day > 1", input)).to.deep.equal([["20", "2"]]);
    expect(await engine.readRows('SELECT * FROM "days$partitions" ORDER BY 1', input)).to.deep.equal([["1"], ["2"]]);
    const tables = "SELECT table_schema, table_name FROM information_schema.tables";
    expect(await engine.readRows(tables, input)).to.deep.equal([["lab", "days"]]);
  });

  it("names the bucket that a folder has not", async () => {
    const location = { Columns: [{ Name: "a" }], Location: "s3://missing/a/" };
    const SerdeInfo = { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" };
    const table = { database: "lab", definition: { Name: "a", StorageDescriptor: { ...location, SerdeInfo } } };
    const failed = await engine
      .readRows("SELECT a FROM a", { database: "lab", catalog: createCatalog([table]), files: openFolder(folder) })
      .catch((error: unknown) => String(error));
    expect(failed).to.match(/HIVE_FILESYSTEM_ERROR: .*Bucket: missing/);
  });
});

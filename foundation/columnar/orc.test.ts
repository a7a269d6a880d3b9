import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { withoutVenv } from "../../cloud/testing/venv";
import { openDuckDb, toSqlPath, toSqlString } from "./duckdb";
import { Orc, OrcUnavailable } from "./orc";

describe("columnar: DuckDB and ORC", () => {
  const folder = createTemporaryFolder();
  const orc = new Orc();
  const getPath = (name: string) => join(folder, name);
  after(() => orc.close());
  const writeParquet = async (name: string, query: string): Promise<string> => {
    const duckdb = await openDuckDb();
    await (await duckdb.connect()).run(`COPY (${query}) TO ${toSqlString(getPath(name))} (FORMAT parquet)`);
    duckdb.close();
    return getPath(name);
  };
  const readRows = async (path: string): Promise<unknown> => {
    const duckdb = await openDuckDb();
    const reader = await (await duckdb.connect()).runAndReadAll(`SELECT * FROM read_parquet(${toSqlString(path)})`);
    duckdb.close();
    return reader.getRowObjectsJson();
  };

  it("restricts SQL to the allowed folders", async () => {
    const path = await writeParquet("free.parquet", "SELECT 1 AS n");
    writeFileSync(getPath("secret.csv"), "a\n1\n");
    const duckdb = await openDuckDb({ allowed: [path] });
    const connection = await duckdb.connect();
    expect(
      (await connection.runAndReadAll(`SELECT n FROM read_parquet(${toSqlString(path)})`)).getRows(),
    ).to.deep.equal([[1]]);
    const failed = await connection
      .run(`SELECT * FROM read_csv(${toSqlString(getPath("secret.csv"))})`)
      .catch((error: unknown) => error);
    expect(String(failed)).to.include("Permission Error");
    expect(
      String(await connection.run("SET enable_external_access = true").catch((error: unknown) => error)),
    ).to.include("while database is running");
    duckdb.close();
  });

  it("converts Parquet to ORC and back, with every Hive type", async function () {
    skipIf(this, withoutVenv);
    const path = await writeParquet(
      "typed.parquet",
      `
      SELECT 1::TINYINT AS a, 2::SMALLINT AS b, 3 AS c, 4::BIGINT AS d, 1.5::FLOAT AS e, 2.5::DOUBLE AS f, 12.34::DECIMAL(10, 2) AS g, true AS h, 'text' AS i,
        DATE '2030-01-02' AS j, TIMESTAMP '2030-01-02 03:04:05.678' AS k, [1, NULL] AS l, MAP {'x': 1} AS m, {'p': 1, 'Q': 'q'} AS n, 'b'::BLOB AS o, NULL::INTEGER AS p`,
    );
    expect(await orc.write(path, getPath("typed.orc"), { compression: "snappy", row_index_stride: 2_000 })).to.equal(1);
    expect(await orc.describe(getPath("typed.orc"))).to.deep.include({
      rows: 1,
      compression: "SNAPPY",
      fileVersion: "0.12",
      rowIndexStride: 2_000,
    });
    expect(await orc.read(getPath("typed.orc"), getPath("back.parquet"))).to.equal(1);
    expect(await readRows(getPath("back.parquet"))).to.deep.equal(await readRows(path));
  });
  it("reads a file whose path looks like a pattern", async () => {
    const name = "odd [a].json";
    writeFileSync(getPath(name), '{"n":1}\n');
    const duckdb = await openDuckDb();
    expect(
      (
        await (
          await duckdb.connect()
        ).runAndReadAll(`SELECT n FROM read_json(${toSqlPath(getPath(name))}, columns = {n: 'INTEGER'})`)
      ).getRows(),
    ).to.deep.equal([[1]]);
    duckdb.close();
  });
  it("creates an ORC file without rows", async function () {
    skipIf(this, withoutVenv);
    await orc.write(await writeParquet("none.parquet", "SELECT 1 AS n LIMIT 0"), getPath("none.orc"), {});
    expect(await orc.describe(getPath("none.orc"))).to.deep.include({
      rows: 0,
      columns: [{ name: "n", type: "int32" }],
    });
  });
  it("reports pyarrow's error for an unreadable file, and keeps running", async function () {
    skipIf(this, withoutVenv);
    writeFileSync(getPath("damaged.orc"), "ORC, but not really");
    expect(
      String(await orc.read(getPath("damaged.orc"), getPath("x.parquet")).catch((error: unknown) => error)),
    ).to.match(/^Error: OSError: Invalid ORC postscript/);
    await orc.write(await writeParquet("after.parquet", "SELECT 1 AS n"), getPath("after.orc"), {});
    expect((await orc.describe(getPath("after.orc"))).rows).to.equal(1);
  });
  it("restarts after its process was killed", async function () {
    skipIf(this, withoutVenv);
    await orc.close();
    expect((await orc.describe(getPath("after.orc"))).rows).to.equal(1);
  });
  for (const [why, program] of [
    ["there is no such program", "no-such-python"],
    ["it has no pyarrow", process.execPath],
  ] as const) {
    it(`explains what to do if ${why}`, async () => {
      const failed = await new Orc(program).ensureStarted().catch((error: unknown) => error);
      expect(failed)
        .to.be.instanceOf(OrcUnavailable)
        .with.property("message")
        .that.matches(/^ORC needs a Python with pyarrow, and .* will not do \(.+\)\. npm start installs it/);
    });
  }
});

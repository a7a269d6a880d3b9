import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { getOutput, createQueries, getRows } from "./testing/queries";

describe("Athena queries", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  beforeEach(() => athena.setUp());
  const createFailure = async (sql: string) => (await athena.finish(sql)).Status;

  it("returns rows below a header row, NULL as missing, and column descriptions (ATH-007, ATH-008, ATH-009)", async () => {
    const {
      QueryExecutionId: id = "",
      StatementType: type,
      SubstatementType: subtype,
    } = await athena.finish(
      "SELECT * FROM (VALUES (1, 'a', CAST(NULL AS double)), (2, '', 1e20)) AS t (n, s, d) ORDER BY n",
    );
    expect([type, subtype]).to.deep.equal(["DML", "SELECT"]);
    const { ResultSet: set, UpdateCount: count } = await athena.getResults(id);
    expect(count).to.equal(0);
    expect(set?.Rows).to.deep.equal([
      { Data: [{ VarCharValue: "n" }, { VarCharValue: "s" }, { VarCharValue: "d" }] },
      { Data: [{ VarCharValue: "1" }, { VarCharValue: "a" }, {}] },
      { Data: [{ VarCharValue: "2" }, { VarCharValue: "" }, { VarCharValue: "1.0E20" }] },
    ]);
    const column = { CatalogName: "hive", SchemaName: "", TableName: "", Scale: 0, Nullable: "UNKNOWN" };
    expect(set?.ResultSetMetadata?.ColumnInfo).to.deep.equal([
      { ...column, Name: "n", Label: "n", Type: "integer", Precision: 10, CaseSensitive: false },
      { ...column, Name: "s", Label: "s", Type: "varchar", Precision: 1, CaseSensitive: true },
      { ...column, Name: "d", Label: "d", Type: "double", Precision: 17, CaseSensitive: false },
    ]);
  });

  it("writes the rows as CSV, byte for byte, and a metadata file that describes the columns (ATH-013, ATH-014)", async () => {
    const sql =
      "SELECT * FROM (VALUES (1, 'it''s', 'a\"b', CAST(NULL AS varchar), '', ARRAY[1, 2], 'x,\ny')) AS t (i, s, q, n, empty, a, lines)";
    const execution = await athena.finish(sql);
    const { QueryExecutionId: id = "" } = execution;
    const path = getOutput(execution);
    expect(path).to.equal(`s3://results/athena/${id}.csv`);
    expect(await athena.readObject(path)).to.deep.equal({
      body: '"i","s","q","n","empty","a","lines"\n"1","it\'s","a""b",,"","[1, 2]","x,\ny"\n',
      type: "application/octet-stream",
    });
    expect(getRows(await athena.getResults(id))[1]).to.deep.equal(["1", "it's", 'a"b', null, "", "[1, 2]", "x,\ny"]);
    const companion = await athena.readObject(`${path}.metadata`);
    expect(companion?.body)
      .to.include("hive")
      .and.to.include("integer")
      .and.to.match(/^\n.20300101_0000\d\d_\d{5}_[0-9a-f]{5}/);
    const none = await athena.readObject(getOutput(await athena.finish("SELECT 1 AS i WHERE false")));
    expect(none?.body).to.equal('"i"\n');
  });

  it("writes the metadata file byte for byte as AWS does (ATH-013)", async () => {
    const execution = await athena.finish("SELECT 1 AS n, 'a' AS s, DATE '2030-01-01' AS d, true AS b, ARRAY[1] AS a");
    const { body = "" } = (await athena.readObject(`${getOutput(execution)}.metadata`)) ?? {};
    const formatColumn = (name: string, type: string, figures: string): string => {
      const text = `\n\u0004hive"${String.fromCharCode(name.length)}${name}*${String.fromCharCode(name.length)}${name}2${String.fromCharCode(type.length)}${type}${figures}`;
      return `"${String.fromCharCode(text.length)}${text}`;
    };
    const unknown = "H\u0003";
    expect(body.slice(body.indexOf('"'))).to.equal(
      [
        formatColumn("n", "integer", `8\n@\0${unknown}P\0`),
        formatColumn("s", "varchar", `8\u0001@\0${unknown}P\u0001`),
        formatColumn("d", "date", `@\0${unknown}P\0`),
        formatColumn("b", "boolean", `${unknown}P\0`),
        formatColumn("a", "array", unknown),
      ].join(""),
    );
  });

  it("pages a long result by its offset in the file, and counts the header as a row", async () => {
    const fifty = `(VALUES ${Array.from({ length: 50 }, (_, number) => number).join(", ")})`;
    const numbers = `SELECT a.n * 50 + b.n + 1 AS n FROM ${fifty} AS a (n) CROSS JOIN ${fifty} AS b (n)`;
    const { QueryExecutionId: id = "" } = await athena.finish(
      `SELECT n, 'row "' || CAST(n AS varchar) || '"' AS s FROM (${numbers}) ORDER BY n`,
    );
    const pages = [await athena.getResults(id)];
    const tokens: string[] = [];
    for (let token = pages[0]?.NextToken; token !== undefined; token = pages.at(-1)?.NextToken) {
      tokens.push(token);
      pages.push(await athena.getResults(id, { NextToken: token }));
    }
    expect(pages.map((page) => getRows(page).length)).to.deep.equal([1000, 1000, 501]);
    expect(pages.flatMap(getRows).map(([, text]) => text)).to.deep.equal([
      "s",
      ...Array.from({ length: 2500 }, (_, index) => `row "${index + 1}"`),
    ]);
    const { QueryExecutionId: other = "" } = await athena.finish("SELECT 1");
    expect((await catchFault(athena.getResults(other, { NextToken: tokens[0] ?? "" }))).message).to.equal(
      `Malformed nextPageToken ${tokens[0]}`,
    );
  });

  for (const [sql, type, words] of [
    ["SELECT * FROM none", 1301, "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lab.none' does not exist"],
    ["SELECT * FROM none.t", 1301, "SCHEMA_NOT_FOUND: line 1:15: Schema 'none' does not exist"],
    [
      "SELECT x FROM (VALUES 1) AS t (n)",
      1006,
      "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or requester is not authorized to access requested resources",
    ],
    ["SELECT 'a' = 1", 1002, "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) = integer"],
    ["SELECT nope(1)", 1303, "FUNCTION_NOT_FOUND: line 1:8: Function 'nope' not registered"],
    ["SELECT 1 / 0", 1001, "DIVISION_BY_ZERO: Division by zero"],
    ["SELECT CAST('abc' AS integer)", 1100, "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT"],
  ] as const) {
    it(`fails on ${sql} with ${words.split(":")[0]}, and writes no file (ATH-003, ATH-015)`, async () => {
      const status = await createFailure(sql);
      expect(status).to.deep.include({
        State: "FAILED",
        StateChangeReason: words,
        AthenaError: { ErrorCategory: 2, ErrorType: type, Retryable: false, ErrorMessage: words },
      });
      expect((await athena.listKeys("results")).filter((key) => key.endsWith(".csv"))).to.deep.equal([]);
    });
  }

  it("substitutes parameters for question marks, and requires the same number of both", async () => {
    expect(
      await athena.readRows("SELECT ? AS a, ? + 1 AS b", { ExecutionParameters: ["'it''s'", "41"] }),
    ).to.deep.equal([
      ["a", "b"],
      ["it's", "42"],
    ]);
    expect((await athena.finish("SELECT ? AS a")).Status?.StateChangeReason).to.match(
      /Incorrect number of parameters: expected 1 but found 0/,
    );
  });

  it("rejects a bare SELECT, and lists what could follow (ATH-002)", async () => {
    expect(await catchFault(athena.start("SELECT"))).to.include({
      AthenaErrorCode: "MALFORMED_QUERY",
      message: "line 1:7: mismatched input '<EOF>'. Expecting: '*', 'ALL', 'DISTINCT', <expression>",
    });
  });

  it("counts bytes read, fewer with partitions, and stops at a work group's cutoff (ATH-012)", async () => {
    await athena.readRows(
      "CREATE EXTERNAL TABLE t (n int, s string) PARTITIONED BY (p string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://data/t/'",
    );
    const line = `${JSON.stringify({ n: 1, s: "x".repeat(980) })}\n`;
    for (const p of ["a", "b"]) {
      await athena.put(`data/t/${p}/1.json`, line.repeat(p === "a" ? 1000 : 11_000));
      await athena.readRows(`ALTER TABLE t ADD PARTITION (p = '${p}') LOCATION 's3://data/t/${p}/'`);
    }
    const readScanned = async (sql: string) => (await athena.finish(sql)).Statistics?.DataScannedInBytes;
    expect(await readScanned("SELECT count(*) FROM t")).to.equal(12_000 * line.length);
    expect(await readScanned("SELECT count(*) FROM t WHERE p = 'a'")).to.equal(1000 * line.length);
    await athena.client.createWorkGroup({ Name: "frugal", Configuration: { BytesScannedCutoffPerQuery: 10_000_000 } });
    const input = { WorkGroup: "frugal" };
    const cut = await athena.finish("SELECT count(*) FROM t", input);
    expect(cut.Status).to.include({ State: "CANCELLED", StateChangeReason: "Bytes scanned limit was exceeded" });
    expect(cut.Statistics?.DataScannedInBytes).to.equal(10_000_000);
    expect(await athena.readRows("SELECT count(*) AS n FROM t WHERE p = 'a'", input)).to.deep.equal([["n"], ["1000"]]);
  });
});

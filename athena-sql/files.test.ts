import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import SnappyJS from "snappyjs";
import { openDuckDb, toSqlString } from "../foundation/columnar/duckdb";
import { openTestEngine } from "./testing/open-test-engine";
import { queryOver, type TestTable } from "./testing/tables";
import { QueryFault, type QueryInput } from "./query-engine";

const PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

describe("Athena engine: a table and its files", () => {
  const engine = openTestEngine();
  const folder = mkdtempSync(join(tmpdir(), "athena-tables-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  /** A table with a column `n` of one file. */
  const finish = (content: string | Buffer, table: Partial<TestTable> = {}, ending = ""): TestTable => {
    const path = join(mkdtempSync(join(folder, "table-")), "file");
    writeFileSync(path, content);
    const files = { [`t/file${ending}`]: { path, size: content.length } };
    return { name: "t", columns: [{ Name: "n", Type: "int" }], files, ...table };
  };
  const createParquet = async (sql: string): Promise<Buffer> => {
    const path = join(mkdtempSync(join(folder, "parquet-")), "file");
    const db = await openDuckDb();
    try {
      await (await db.connect()).run(`COPY (${sql}) TO ${toSqlString(path)} (FORMAT parquet)`);
    } finally {
      db.close();
    }
    return readFileSync(path);
  };
  const answer = async (sql: string, input: QueryInput): Promise<unknown> =>
    engine.readRows(sql, input).catch((error: unknown) => (error instanceof QueryFault ? error.message : error));

  it("are found by table, database and catalog name", async () => {
    const table = finish("7\n");
    for (const sql of [
      "SELECT t.n FROM t",
      "SELECT lab.t.n FROM t",
      "SELECT awsdatacatalog.lab.t.n FROM lab.t",
      "SELECT AwsDataCatalog.Lab.T.N FROM AwsDataCatalog.lab.T",
      "SELECT lab.t.* FROM t",
    ])
      expect(await answer(sql, queryOver(table, sql)), sql).to.deep.equal([["7"]]);
    for (const [sql, message] of [
      ["SELECT other.t.n FROM t", /^COLUMN_NOT_FOUND: line 1:8: Column 'other.t.n' cannot be resolved/],
      ["SELECT t.lab.n FROM t", /^COLUMN_NOT_FOUND: line 1:8: Column 't.lab.n' cannot be resolved/],
      ["SELECT n FROM other.lab.t", /^CATALOG_NOT_FOUND: line 1:15: Catalog 'other' does not exist$/],
      ["SELECT * FROM other.information_schema.tables", /^CATALOG_NOT_FOUND: line 1:15: /],
      ["SELECT * FROM tables", /^TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lab.tables' does not exist$/],
      ["SELECT * FROM other.tables", /^SCHEMA_NOT_FOUND: line 1:15: Schema 'other' does not exist$/],
      ["SELECT * FROM information_schema.other", /^TABLE_NOT_FOUND: line 1:15: /],
      ['SELECT * FROM "t$partitions"', /^TABLE_NOT_FOUND: line 1:15: /],
      ["SELECT * FROM a.b.c.d", /^SYNTAX_ERROR: Too many dots in table name: a\.b\.c\.d$/],
    ] as const)
      expect(await answer(sql, queryOver(table, sql)), sql).to.match(message);
  });

  it("are read in the columns that tell rows or groups apart, also if an outer query leaves these columns out", async () => {
    const columns = ["a", "b"].map((Name) => ({ Name, Type: "string" }));
    const table = finish("1\u0001x\n1\u0001y\n2\u0001x\n", { columns });
    const distinct = "SELECT DISTINCT a, b FROM t";
    for (const [sql, expected] of [
      [`SELECT count(*) FROM (${distinct})`, [["3"]]],
      [`SELECT a FROM (${distinct}) ORDER BY a`, [["1"], ["1"], ["2"]]],
      [`WITH d AS (${distinct.replace("a, b", "*")}) SELECT count(*) FROM d`, [["3"]]],
      ["SELECT count(*) FROM (SELECT DISTINCT upper(b) AS c FROM t)", [["2"]]],
      ["SELECT count(*) FROM (SELECT * FROM t GROUP BY 1, 2)", [["3"]]],
      ["SELECT count(*) FROM (SELECT b FROM t GROUP BY 1)", [["2"]]],
      ["SELECT count(*) FROM (SELECT a, b FROM t UNION SELECT a, b FROM t)", [["3"]]],
    ] as const)
      expect(await answer(sql, queryOver(table, sql)), sql).to.deep.equal(expected);
  });

  it("lists a table's partitions", async () => {
    const table = {
      ...finish(""),
      keys: [
        { Name: "d", Type: "date" },
        { Name: "h", Type: "int" },
      ],
      partitions: [
        ["2030-01-01", "1"],
        ["2030-01-01", "12"],
      ],
    };
    const sql = 'SELECT * FROM "t$partitions" ORDER BY h';
    expect(await answer(sql, queryOver(table, sql))).to.deep.equal([
      ["2030-01-01", "1"],
      ["2030-01-01", "12"],
    ]);
  });

  it("stop a query that reads more bytes than its cutoff, and no others", async () => {
    const table = finish("1\n2\n3\n");
    const sql = "SELECT sum(n) FROM t";
    for (const bytesCutoff of [undefined, 6, 7])
      expect(await answer(sql, { ...queryOver(table, sql), bytesCutoff })).to.deep.equal([["6"]]);
    expect(await answer(sql, { ...queryOver(table, sql), bytesCutoff: 5 })).to.match(
      /^EXCEEDED_BYTES_SCANNED_CUTOFF: /,
    );
    expect(await answer(sql, queryOver(table, sql)), "afterward").to.deep.equal([["6"]]);
  });

  it("sample whole row groups with SYSTEM, and single rows with BERNOULLI", async () => {
    const table = finish("1\n".repeat(10_000));
    const selectStored = async (method: string): Promise<number[]> => {
      const sql = `SELECT n FROM t TABLESAMPLE ${method} (50)`;
      const counts = `SELECT count(*) FROM (${sql})`;
      const input = queryOver(table, counts);
      return [await engine.readRows(counts, input), await engine.readRows(counts, input)].map((rows) =>
        Number(rows[0]?.[0]),
      );
    };
    const LAST_GROUP = 10_000 % 2048;
    expect((await selectStored("SYSTEM")).every((count) => [0, LAST_GROUP].includes(count % 2048))).to.equal(true);
    expect((await selectStored("BERNOULLI")).some((count) => ![0, LAST_GROUP].includes(count % 2048))).to.equal(true);
  });

  it("are split by a delimiter given literally, by name, by number or as a Unicode escape", async () => {
    const columns = ["n", "m"].map((Name) => ({ Name, Type: "int" }));
    for (const [written, delimiter] of [
      [",", ","],
      ["\\t", "\t"],
      ["\\001", "\u0001"],
      ["\\054", ","],
      ["\\u003b", ";"],
      ["\\u007C", "|"],
      ["59", ";"],
      ["|x", "|"],
    ] as const) {
      const table = finish(`1${delimiter}2\n`, { columns, serdeProperties: { "field.delim": written } });
      const sql = "SELECT n, m FROM t";
      expect(await answer(sql, queryOver(table, sql)), written).to.deep.equal([["1", "2"]]);
    }
  });

  it("are decompressed from each Snappy format, in one or several blocks", async () => {
    const parts = ["1\n2", "2\n", "3\n"].map((text) => Buffer.from(text));
    const packed = parts.map((part) => Buffer.from(SnappyJS.compress(part)));
    const createLong = (value: number): Buffer => Buffer.from([value >> 24, value >> 16, value >> 8, value]);
    const sized = packed.map((part) => Buffer.concat([createLong(part.length), part]));
    const createBlock = (kind: number, body: Buffer): Buffer =>
      Buffer.concat([Buffer.from([kind, body.length + 4, 0, 0]), Buffer.from("sums"), body]);
    const [first = Buffer.alloc(0), second = Buffer.alloc(0), third = Buffer.alloc(0)] = packed;
    const start = Buffer.from([0xff, 6, 0, 0, ...Buffer.from("sNaPpY")]);
    for (const [format, file] of Object.entries({
      "Hadoop's, one block": [createLong(7), ...sized],
      "Hadoop's, several blocks": sized.flatMap((item, index) => [createLong(parts[index]?.length ?? 0), item]),
      "xerial's": [Buffer.from([0x82, ...Buffer.from("SNAPPY"), 0, 0, 0, 0, 1, 0, 0, 0, 1]), ...sized],
      framed: [
        start,
        createBlock(0, first),
        createBlock(1, Buffer.from("2\n")),
        createBlock(0xfe, Buffer.alloc(3)),
        createBlock(0, third),
      ],
      "framed, all packed": [start, createBlock(0, first), createBlock(0, second), createBlock(0, third)],
    })) {
      const sql = "SELECT n FROM t ORDER BY n";
      const table = finish(Buffer.concat(file), {}, ".snappy");
      expect(await answer(sql, queryOver(table, sql)), format).to.deep.equal([["1"], ["3"], ["22"]]);
    }
  });

  it("contain numbers, dates and times in CSV, with empty fields as NULL", async () => {
    const types = ["int", "double", "boolean", "date", "timestamp", "string"];
    const columns = types.map((Type, index) => ({ Name: `c${index}`, Type }));
    const serde = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
    const sql = "SELECT * FROM t";
    const readFound = async (text: string): Promise<unknown> =>
      answer(sql, queryOver(finish(text, { columns, serde }), sql));
    expect(
      await readFound('"7","1.5","true","21916","1893456000123","x"\n-7,,,-1,-1," "\n" "," ",""," "," ",""\n8\n'),
    ).to.deep.equal([
      ["7", "1.5", "true", "2030-01-02", "2030-01-01 00:00:00.123", "x"],
      ["-7", null, null, "1969-12-31", "1969-12-31 23:59:59.999", " "],
      [null, null, null, null, null, ""],
      ["8", null, null, null, null, null],
    ]);
    for (const [index, wrong] of ["x", "x", "x", "2030-01-02", "2030-01-02 03:04:05"].entries())
      expect(await readFound(`${",".repeat(index)}${wrong}\n`), types[index]).to.match(
        new RegExp(`^HIVE_BAD_DATA: Error parsing field value '${wrong}' for field ${index}: `),
      );
  });

  it("accept Parquet types that can be read as the table's, and reject others", async () => {
    const cases: readonly (readonly [type: string, value: string, read: string | undefined])[] = [
      ["boolean", "true", "true"],
      ["boolean", "1", undefined],
      ["tinyint", "CAST(7 AS TINYINT)", "7"],
      ["int", "CAST(7 AS BIGINT)", "7"],
      ["bigint", "7", "7"],
      ["int", "CAST(7 AS DECIMAL(5, 0))", undefined],
      ["int", "CAST(7 AS DOUBLE)", undefined],
      ["float", "CAST(1.5 AS FLOAT)", "1.5"],
      ["float", "CAST(1.5 AS DOUBLE)", undefined],
      ["double", "CAST(1.5 AS FLOAT)", "1.5"],
      ["double", "CAST(1.5 AS DOUBLE)", "1.5"],
      ["double", "1", undefined],
      ["decimal(7,2)", "CAST(1.5 AS DECIMAL(5, 1))", "1.50"],
      ["decimal(7,2)", "12", "12.00"],
      ["decimal(7,2)", "CAST(1.5 AS DOUBLE)", undefined],
      ["string", "'ab'", "ab"],
      ["string", "CAST('ab' AS BLOB)", "ab"],
      ["string", "1", undefined],
      ["varchar(1)", "'ab'", "a"],
      ["char(3)", "'ab'", "ab "],
      ["binary", "'ab'", "61 62"],
      ["binary", "CAST('ab' AS BLOB)", "61 62"],
      ["date", "DATE '2030-01-02'", "2030-01-02"],
      ["date", "21916", "2030-01-02"],
      ["date", "CAST(1 AS BIGINT)", undefined],
      ["timestamp", "TIMESTAMP '2030-01-02 03:04:05.678901'", "2030-01-02 03:04:05.678"],
      ["timestamp", "CAST(1 AS BIGINT)", undefined],
      ["timestamp", "'2030-01-02'", undefined],
      ["array<bigint>", "[1, 2]", "[1, 2]"],
      ["array<string>", "[1, 2]", undefined],
      ["array<int>", "1", undefined],
      ["map<string,bigint>", "MAP {'k': 1}", "{k=1}"],
      ["map<binary,string>", "MAP {'k': CAST('v' AS BLOB)}", "{6b=v}"],
      ["map<int,int>", "MAP {'k': 1}", undefined],
      ["map<string,string>", "MAP {'k': 1}", undefined],
      ["map<string,int>", "1", undefined],
      ["map<string,int>", "{'k': 1}", undefined],
      ["struct<a:bigint,c:string>", "{'b': 2, 'A': 1}", "{a=1, c=null}"],
      ["struct<a:string>", "{'a': 1}", undefined],
      ["struct<a:int>", "1", undefined],
    ];
    const file = await createParquet(`SELECT ${cases.map(([, value], index) => `${value} AS c${index}`).join(", ")}`);
    const table = finish(file, {
      columns: cases.map(([Type], index) => ({ Name: `c${index}`, Type })),
      serde: PARQUET,
    });
    const positions = [...cases.keys()];
    const readable = positions.filter((at) => cases[at]?.[2] !== undefined);
    const all = `SELECT ${readable.map((at) => `c${at}`).join(", ")} FROM t`;
    expect(await answer(all, queryOver(table, all))).to.deep.equal([readable.map((at) => cases[at]?.[2])]);
    for (const at of positions.filter((item) => !readable.includes(item))) {
      const sql = `SELECT c${at} FROM t`;
      expect(await answer(sql, queryOver(table, sql)), cases[at]?.join(" of ")).to.match(
        /^HIVE_BAD_DATA: Field c\d+'s type \w+ in parquet file s3:\/\/data\/t\/file is incompatible with type /,
      );
    }
  });

  it("accept OpenX's JSON with unquoted names and texts, and with names that differ only in case", async () => {
    const columns = [
      { Name: "s", Type: "string" },
      { Name: "i", Type: "int" },
    ];
    const serde = "org.openx.data.jsonserde.JsonSerDe";
    const sql = "SELECT * FROM t";
    const readFound = async (line: string, serdeProperties = {}): Promise<unknown> =>
      answer(sql, queryOver(finish(`${line}\n`, { columns, serde, serdeProperties }), sql));
    for (const [line, s, i] of [
      ["{s : a b ,i : 1 }", "a b", "1"],
      ["{'S':'a';\"I\":2}", "a", "2"],
      ['{"s":{"x": [1 , TRUE,]},"i":null}', '{"x":[1,true]}', null],
    ] as const)
      expect(await readFound(line), line).to.deep.equal([[s, i]]);
    const readDay = async (written: string): Promise<unknown> => {
      const table = finish(`{"d":"${written}"}\n`, { columns: [{ Name: "d", Type: "date" }], serde });
      return answer(sql, queryOver(table, sql));
    };
    for (const written of ["0030-01-02", "1969-12-31", "2030-01-02"])
      expect(await readDay(written), written).to.deep.equal([[written]]);
    const exact = { "case.insensitive": "false" };
    expect(await readFound('{"s":"a","S":"b"}', exact)).to.deep.equal([["a", null]]);
    for (const [line, properties, message] of [
      ['{"s":"a","S":"b"}', {}, 'Duplicate key "s"'],
      ['{"s":"a","s":"b"}', exact, 'Duplicate key "s"'],
      ['{"s":"a"', {}, "Expected a ',' or '}' at 9 [character 10 line 1]"],
      ['{"s":"a", ', {}, "A JSONObject text must end with '}' at "],
      ['{"s":"a" "i":1}', {}, "Expected a ',' or '}' at 10 [character 11 line 1]"],
    ] as const)
      expect(await readFound(line, properties), line).to.include(message);
  });

  it("accept Hive's JSON next to partition keys", async () => {
    const table = finish("", {
      columns: [
        { Name: "n", Type: "int" },
        { Name: "m", Type: "int" },
      ],
      keys: [{ Name: "d", Type: "string" }],
      partitions: [["x"]],
      serde: "org.apache.hive.hcatalog.data.JsonSerDe",
    });
    const path = join(folder, "partition");
    writeFileSync(path, '{"n":1,"m":2,"d":"y"}\n');
    const sql = "SELECT d, m FROM t WHERE n = 1";
    const files = { "t/d=x/file": { path, size: 22 } };
    expect(await answer(sql, queryOver({ ...table, files }, sql))).to.deep.equal([["x", "2"]]);
  });

  it("accept Parquet with more columns than fit in the first bytes read from the end", async () => {
    const columns = Array.from({ length: 900 }, (_, index) => ({
      Name: `a_column_of_some_length_${index}`,
      Type: "int",
    }));
    const file = await createParquet(`SELECT ${columns.map(({ Name }, index) => `${index} AS ${Name}`).join(", ")}`);
    expect(file.readUInt32LE(file.length - 8)).to.be.greaterThan(64 * 1024);
    const sql = "SELECT a_column_of_some_length_0, a_column_of_some_length_899 FROM t";
    expect(await answer(sql, queryOver(finish(file, { columns, serde: PARQUET }), sql))).to.deep.equal([["0", "899"]]);
  });

  it("keep the columns of the first row of each group, if the query selects it by row_number()", async () => {
    const file = await createParquet(
      "SELECT i % 2 AS id, 'a' || i AS a, 'b' || i AS b, NULL::VARCHAR AS c FROM range(6) r(i)",
    );
    const columns = ["id int", "a string", "b string", "c string"].map((column) => {
      const [Name = "", Type = ""] = column.split(" ");
      return { Name, Type };
    });
    const numbered = "SELECT *, row_number() OVER (PARTITION BY id ORDER BY a DESC) AS n FROM t WHERE c IS NULL";
    const sql = `SELECT id, a, b FROM (${numbered}) WHERE n = 1 ORDER BY id`;
    expect(await answer(sql, queryOver(finish(file, { columns, serde: PARQUET }), sql))).to.deep.equal([
      ["0", "a4", "b4"],
      ["1", "a5", "b5"],
    ]);
  });
});

import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Glue, type TableInput } from "@aws-sdk/client-glue";
import { expect } from "chai";
import { catchFault, useCloud } from "../../testing/use-cloud";
import { createQueries } from "./testing/queries";

/** A file of this machine that no query may read. */
const SECRET = join(tmpdir(), `athena-secret-${process.pid}.json`);
const OUTSIDE = `read_text('${SECRET}')`;
const TEXT = { SerializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe" };

describe("Athena's isolation of queries", () => {
  const cloud = useCloud();
  const athena = createQueries(cloud);
  before(() => {
    writeFileSync(SECRET, '{"word":"secret"}\n');
  });
  beforeEach(() => athena.setUp());
  const renderTable = (input: Partial<TableInput>) =>
    cloud.createClient(Glue).createTable({
      DatabaseName: "lab",
      TableInput: {
        Name: "t",
        TableType: "EXTERNAL_TABLE",
        StorageDescriptor: { Columns: [{ Name: "word", Type: "string" }], Location: "s3://data/t/", SerdeInfo: TEXT },
        ...input,
      },
    });
  const createView = (sql: string, column = "word") =>
    renderTable({
      TableType: "VIRTUAL_VIEW",
      ViewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify({ originalSql: sql, catalog: "awsdatacatalog", schema: "lab", columns: [{ name: column, type: "varchar" }] })).toString("base64")} */`,
    });
  /** The rows of a query, or the reason why it failed. */
  const getOutcome = async (sql: string, parameters?: string[]): Promise<unknown> => {
    const id = await athena.start(sql, { ExecutionParameters: parameters }).catch((error: unknown) => String(error));
    if (id.includes(" ")) return id;
    await cloud.advance(1);
    const { Status: status } = await athena.getExecution(id);
    return status?.State === "SUCCEEDED"
      ? (await athena.getResults(id)).ResultSet?.Rows?.slice(1).map(({ Data: [datum] = [] }) => datum?.VarCharValue)
      : status?.StateChangeReason;
  };

  for (const location of [`file://${SECRET}`, SECRET, "https://127.0.0.1/x/"]) {
    it(`rejects a table at ${location.replace(SECRET, "a file")}`, async () => {
      await renderTable({
        StorageDescriptor: { Columns: [{ Name: "word", Type: "string" }], Location: location, SerdeInfo: TEXT },
      });
      expect(await getOutcome("SELECT * FROM t")).to.equal(
        `HIVE_METASTORE_ERROR: Table location is not a valid S3 path: ${location}`,
      );
    });
  }

  it("treats dots in a location as part of a key, in tables, partitions and projections", async () => {
    await renderTable({
      StorageDescriptor: {
        Columns: [{ Name: "word", Type: "string" }],
        Location: `s3://data/../../../../..${tmpdir()}/`,
        SerdeInfo: TEXT,
      },
    });
    expect(await getOutcome("SELECT * FROM t")).to.deep.equal([]);
    const StorageDescriptor = {
      Columns: [{ Name: "word", Type: "string" }],
      Location: "s3://data/p/",
      SerdeInfo: TEXT,
    };
    await renderTable({ Name: "p", PartitionKeys: [{ Name: "day", Type: "string" }], StorageDescriptor });
    await cloud.createClient(Glue).batchCreatePartition({
      DatabaseName: "lab",
      TableName: "p",
      PartitionInputList: [
        { Values: ["1"], StorageDescriptor: { ...StorageDescriptor, Location: `file://${tmpdir()}/` } },
      ],
    });
    expect(await getOutcome("SELECT * FROM p")).to.match(/^HIVE_METASTORE_ERROR: /);
    await renderTable({
      Name: "projected",
      PartitionKeys: [{ Name: "day", Type: "string" }],
      StorageDescriptor,
      Parameters: {
        "projection.enabled": "true",
        "projection.day.type": "enum",
        "projection.day.values": "a,b",
        "storage.location.template": `file://${tmpdir()}/\${day}/`,
      },
    });
    expect(await getOutcome("SELECT * FROM projected")).to.match(/^HIVE_METASTORE_ERROR: /);
  });

  it("parses a view's text as a query like any other", async () => {
    await createView(`SELECT * FROM ${OUTSIDE}`);
    expect(await getOutcome("SELECT * FROM t")).to.match(
      /^INVALID_VIEW: line 1:15: Failed analyzing stored view 'awsdatacatalog.lab.t': line 1:\d+: mismatched input/,
    );
    await athena.readRows("DROP VIEW t");
    await createView("SELECT 1 AS word; ATTACH '/tmp/x'");
    expect(await getOutcome("SELECT * FROM t")).to.match(/^INVALID_VIEW: /);
    await athena.readRows("DROP VIEW t");
    await createView("SELECT 'a' AS word", `x" FROM ${OUTSIDE} --`);
    expect(await getOutcome("SELECT * FROM t")).to.deep.equal(["a"]);
  });

  it("treats names, values and parameters of the catalog as plain data", async () => {
    const odd = `x" FROM ${OUTSIDE} --`;
    await renderTable({
      PartitionKeys: [{ Name: `k" || ${OUTSIDE}`, Type: "string" }],
      StorageDescriptor: {
        Columns: [{ Name: odd, Type: "string" }],
        Location: "s3://data/t/",
        SerdeInfo: {
          ...TEXT,
          Parameters: { "field.delim": "'", "serialization.null.format": `' || ${OUTSIDE} || '`, "escape.delim": "\\" },
        },
      },
    });
    const value = `' || ${OUTSIDE} || '`;
    await cloud.createClient(Glue).batchCreatePartition({
      DatabaseName: "lab",
      TableName: "t",
      PartitionInputList: [
        { Values: [value], StorageDescriptor: { Columns: [], Location: "s3://data/t/'*[x]/", SerdeInfo: TEXT } },
      ],
    });
    await athena.put("data/t/'*[x]/it's", "one'two\n");
    expect(await athena.readRows('SELECT *, "$path" FROM t')).to.deep.equal([
      [odd.toLowerCase(), `k" || ${OUTSIDE}`.toLowerCase(), "$path"],
      ["one", value, "s3://data/t/'*[x]/it's"],
    ]);
    expect(await athena.readRows('SELECT count(*) AS n FROM "t$partitions"')).to.deep.equal([["n"], ["1"]]);
  });

  it("parses a parameter as an expression of the dialect", async () => {
    await athena.readRows("PREPARE p FROM SELECT ? AS word");
    expect(await getOutcome(`EXECUTE p USING ${OUTSIDE}`)).to.equal(
      "FUNCTION_NOT_FOUND: line 1:1: Function 'read_text' not registered",
    );
    expect(await getOutcome("EXECUTE p USING 1); COPY (SELECT 1) TO '/tmp/x' --")).to.match(
      /Only one sql statement is allowed|mismatched input/,
    );
    expect(await getOutcome("EXECUTE p USING 'a'' || getenv(''HOME'') || '''")).to.deep.equal([
      "a' || getenv('HOME') || '",
    ]);
    expect(await getOutcome("SELECT ? AS word", ["getenv('HOME')"])).to.equal(
      "FUNCTION_NOT_FOUND: line 1:1: Function 'getenv' not registered",
    );
    expect(await getOutcome("SELECT ? AS word", ["1) FROM glob('/*') --"])).to.match(/mismatched input/);
  });

  it("writes only to buckets", async () => {
    expect(await getOutcome("UNLOAD (SELECT 1 AS n) TO '/tmp/athena-unload/' WITH (format = 'JSON')")).to.match(
      /bucket does not exist/,
    );
    expect(
      await getOutcome("CREATE TABLE made WITH (external_location = '/tmp/athena-made/') AS SELECT 1 AS n"),
    ).to.match(/bucket does not exist|S3/);
    expect(
      await catchFault(athena.start("SELECT 1", { ResultConfiguration: { OutputLocation: "file:///tmp/" } })),
    ).to.include({ message: "outputLocation is not a valid S3 path." });
    expect(["/tmp/athena-unload", "/tmp/athena-made"].filter((path) => existsSync(path))).to.deep.equal([]);
  });
});

import type { Processor } from "@aws-sdk/client-firehose";
import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { skipIf } from "../../../../testing/skip";
import { createTemporaryFolder } from "../../../../testing/temporary-folder";
import { START, useCloud } from "../../../../testing/use-cloud";
import { runInVenv, withoutVenv } from "../../../../testing/venv";
import {
  changeTable,
  readConversionErrors,
  createConversion,
  createConverting,
  readDeliveredFiles,
  makeTable,
  BUCKET_ARN,
  createDeliveryTools,
  ROLE,
} from "../../testing/glue-tables";
import { createMetadataExtraction } from "../../../../testing/create-partitioned";
import { readParquetRows } from "../../testing/delivery-run";

const MEBIBYTE = 1024 * 1024;
const PARQUET = createConverting(createConversion({ ParquetSerDe: {} }));
const query = createMetadataExtraction("{id:.id}");
/** A column of every type, a record with a value for each of them, and one with none. */
const EVERY_TYPE = {
  a: "tinyint",
  b: "smallint",
  c: "int",
  d: "bigint",
  e: "float",
  f: "double",
  g: "decimal(20,3)",
  h: "boolean",
  i: "string",
  j: "char(4)",
  k: "varchar(4)",
  l: "binary",
  m: "date",
  n: "timestamp",
  o: "array<int>",
  p: "map<string,double>",
  q: "struct<x:int,y:array<struct<z:string>>>",
};
const FULL =
  '{"a":1,"b":2,"c":3,"d":9007199254740993,"e":1.5,"f":2.5,"g":12345678901234567.891,"h":true,"i":"ü","j":"abcde","k":"abcde","l":"b\\u0000","m":"2030-01-02","n":"2030-01-02 03:04:05.678","o":[1,null],"p":{"k":1.5},"q":{"x":1,"y":[{"z":"deep"}]}}';
const ROWS_IN_PYTHON = [
  "{'a': 1, 'b': 2, 'c': 3, 'd': 9007199254740993, 'e': 1.5, 'f': 2.5, 'g': Decimal('12345678901234567.891'), 'h': True, 'i': 'ü', 'j': 'abcd', 'k': 'abcd', 'l': b'b\\x00', 'm': datetime.date(2030, 1, 2), 'n': datetime.datetime(2030, 1, 2, 3, 4, 5, 678000), 'o': [1, None], 'p': [('k', 1.5)], 'q': {'x': 1, 'y': [{'z': 'deep'}]}}",
  `{${Object.keys(EVERY_TYPE)
    .map((name) => `'${name}': None`)
    .join(", ")}}`,
];
const SHOW_ROWS = `
import sys, datetime, pyarrow.parquet as pq, pyarrow.orc as orc
table = pq.read_table(sys.argv[1]) if sys.argv[1].endswith("parquet") else orc.read_table(sys.argv[1])
for row in table.to_pylist():
    print(row)
`;

describe("Firehose format conversion", () => {
  const cloud = useCloud();
  const { makeBucket, create, put, putAll, readMetric } = createDeliveryTools(cloud);
  const folder = createTemporaryFolder();
  const readOnlyFile = async (prefix = "data/"): Promise<Uint8Array> => {
    const files = await readDeliveredFiles(cloud, prefix);
    expect(files).to.have.lengthOf(1);
    return files[0]?.content ?? new Uint8Array();
  };
  /** The lines that a Python program with pyarrow prints about a file. */
  const runPython = async (program: string, content: Uint8Array, kind: "parquet" | "orc"): Promise<string[]> => {
    writeFileSync(join(folder, `file.${kind}`), content);
    const { output, errors } = await runInVenv("python", ["-c", program, join(folder, `file.${kind}`)], cloud.running);
    expect(errors).to.equal("");
    return output.trim().split("\n");
  };

  describe("with a bucket", () => {
    beforeEach(makeBucket);

    it("delivers Parquet with its extension, AWS's unusual encoding (FH-042), and records in order (FH-089)", async () => {
      await makeTable(cloud, { id: "int", name: "string" });
      await create("s", PARQUET);
      await putAll("s", ['{"id":1,"NAME":"a"}', '{"id":2}{"id":3,"name":"c"}']);
      await cloud.advance(60);
      const [file, ...others] = await readDeliveredFiles(cloud, "");
      expect(others).to.deep.equal([]);
      expect(file?.key).to.match(/^data\/2030\/01\/01\/00\/s-1-2030-01-01-00-00-01-[0-9a-f-]{36}\.parquet$/);
      expect(file?.encoding).to.equal("hadoop-snappy");
      expect(await readParquetRows(file?.content ?? new Uint8Array())).to.deep.equal([
        { id: 1, name: "a" },
        { id: 2, name: null },
        { id: 3, name: "c" },
      ]);
    });

    it("writes objects of several megabytes with records in order (FH-089)", async () => {
      await makeTable(cloud, { id: "int", text: "string" });
      await create("s", PARQUET);
      const ids = Array.from({ length: 30 }, (_, id) => id);
      await putAll(
        "s",
        ids.map((id) => `{"id":${id},"text":"${"x".repeat(120_000)}"}`),
      );
      await cloud.advance(60);
      expect((await readParquetRows(await readOnlyFile())).map(({ id }) => id)).to.deep.equal(ids);
    });

    for (const [kind, serializer] of [
      ["parquet", { ParquetSerDe: {} }],
      ["orc", { OrcSerDe: {} }],
    ] as const) {
      it(`writes every Hive type to ${kind} so that pyarrow reads it back (FH-042)`, async function () {
        skipIf(this, withoutVenv);
        await makeTable(cloud, EVERY_TYPE);
        await create("s", createConverting(createConversion(serializer)));
        await putAll("s", [FULL, "{}"]);
        await cloud.advance(60);
        expect(await readConversionErrors(cloud)).to.deep.equal([]);
        expect((await readDeliveredFiles(cloud, ""))[0]?.key).to.match(new RegExp(`\\.${kind}$`));
        expect(await runPython(SHOW_ROWS, await readOnlyFile(), kind)).to.deep.equal(ROWS_IN_PYTHON);
      });
    }
    it("writes every type so that DuckDB reads it back", async () => {
      await makeTable(cloud, EVERY_TYPE);
      await create("s", PARQUET);
      await put("s", FULL);
      await cloud.advance(60);
      expect(await readParquetRows(await readOnlyFile())).to.deep.equal([
        {
          a: 1,
          b: 2,
          c: 3,
          d: "9007199254740993",
          e: 1.5,
          f: 2.5,
          g: "12345678901234567.891",
          h: true,
          i: "ü",
          j: "abcd",
          k: "abcd",
          l: "b\\x00",
          m: "2030-01-02",
          n: "2030-01-02 03:04:05.678",
          o: [1, null],
          p: [{ key: "k", value: 1.5 }],
          q: { x: 1, y: [{ z: "deep" }] },
        },
      ]);
    });

    it("writes Parquet with the configured compression, version, dictionary and row groups (FH-084)", async function () {
      skipIf(this, withoutVenv);
      await makeTable(cloud, { s: "string" });
      const show =
        "import sys, pyarrow.parquet as pq\nm = pq.read_metadata(sys.argv[1])\nc = m.row_group(0).column(0)\nprint(c.compression, sorted(e for e in c.encodings if 'DICT' in e) != [], m.num_rows)";
      const serdes = [
        [{}, "SNAPPY False 2000"],
        [{ Compression: "GZIP", EnableDictionaryCompression: true, WriterVersion: "V2" }, "GZIP True 2000"],
        [
          { Compression: "UNCOMPRESSED", PageSizeBytes: 65_536, BlockSizeBytes: 64 * MEBIBYTE, MaxPaddingBytes: 0 },
          "UNCOMPRESSED False 2000",
        ],
      ] as const;
      for (const [index, [ParquetSerDe, details]] of serdes.entries()) {
        await create(`s${index}`, { ...createConverting(createConversion({ ParquetSerDe })), Prefix: `${index}/` });
        await putAll(
          `s${index}`,
          Array.from({ length: 4 }, () => '{"s":"the same again and again"}'.repeat(500)),
        );
        await cloud.advance(60);
        expect(await runPython(show, await readOnlyFile(`${index}/`), "parquet")).to.deep.equal([details]);
      }
    });
    it("writes ORC with the configured compression, version, stride and bloom filters (FH-084)", async function () {
      skipIf(this, withoutVenv);
      await makeTable(cloud, { a: "array<int>", s: "string" });
      const show =
        "import sys, pyarrow.orc as orc\nf = orc.ORCFile(sys.argv[1])\nprint(f.compression, f.file_version, f.row_index_stride, f.nrows)";
      const serdes = [
        [{}, "SNAPPY 0.12 10000 1"],
        [
          {
            Compression: "ZLIB",
            FormatVersion: "V0_11",
            RowIndexStride: 1_000,
            StripeSizeBytes: 8 * MEBIBYTE,
            EnablePadding: true,
            PaddingTolerance: 0.1,
            DictionaryKeyThreshold: 0.8,
            BloomFilterColumns: ["s"],
            BloomFilterFalsePositiveProbability: 0.01,
          },
          "ZLIB 0.11 1000 1",
        ],
      ] as const;
      for (const [index, [OrcSerDe, details]] of serdes.entries()) {
        const { BloomFilterColumns, ...rest } = { BloomFilterColumns: undefined, ...OrcSerDe };
        await create(`s${index}`, {
          ...createConverting(
            createConversion({
              OrcSerDe: { ...rest, ...(BloomFilterColumns && { BloomFilterColumns: [...BloomFilterColumns] }) },
            }),
          ),
          Prefix: `${index}/`,
        });
        await put(`s${index}`, '{"a":[1],"s":"x"}');
        await cloud.advance(60);
        expect(await runPython(show, await readOnlyFile(`${index}/`), "orc")).to.deep.equal([details]);
      }
    });

    it("fails only records that don't fit, with lines of JSON that name the table (FH-086, FH-087)", async () => {
      await makeTable(cloud, { id: "int", s: "struct<a:int>" });
      await create("s", PARQUET);
      const bad = ["plain", '{"id":"oops"}', '{"s":42}', " "];
      await putAll("s", [...bad, '{"id":1}']);
      await cloud.advance(60);
      expect(await readParquetRows(await readOnlyFile())).to.deep.equal([{ id: 1, s: null }]);
      const lines = await readConversionErrors(cloud);
      expect(lines.map(({ rawData }) => Buffer.from(rawData, "base64").toString())).to.deep.equal(bad);
      expect(lines.map(({ lastErrorCode }) => lastErrorCode.replace("DataFormatConversion.", ""))).to.deep.equal([
        "ParseError",
        "MalformedData",
        "MalformedData",
        "MalformedData",
      ]);
      expect(lines[1]).to.deep.equal({
        attemptsMade: 1,
        arrivalTimestamp: Date.parse(START) + 1000,
        lastErrorCode: "DataFormatConversion.MalformedData",
        lastErrorMessage: 'Data does not match the schema. For input string: "oops"',
        attemptEndingTimestamp: Date.parse(START) + 1000,
        rawData: Buffer.from('{"id":"oops"}').toString("base64"),
        sequenceNumber: `49${"1".padStart(54, "0")}`,
        subSequenceNumber: 0,
        dataCatalogTable: {
          catalogId: "000000000000",
          databaseName: "d",
          tableName: "t",
          region: "us-east-1",
          versionId: "LATEST",
          roleArn: ROLE,
        },
      });
      expect(Object.keys(lines[0] ?? {})).to.deep.equal([
        "attemptsMade",
        "arrivalTimestamp",
        "lastErrorCode",
        "lastErrorMessage",
        "attemptEndingTimestamp",
        "rawData",
        "sequenceNumber",
        "subSequenceNumber",
        "dataCatalogTable",
      ]);
    });

    it("counts converted and failed records and bytes (FH-106)", async () => {
      await makeTable(cloud, { id: "int" });
      await create("s", PARQUET);
      await putAll("s", ['{"id":1}', '{"id":22}', '{"id":"x"}']);
      const sum = async (name: string) => (await readMetric(name))?.Sum;
      expect([
        await sum("SucceedConversion.Records"),
        await sum("SucceedConversion.Bytes"),
        await sum("FailedConversion.Records"),
        await sum("FailedConversion.Bytes"),
      ]).to.deep.equal([2, 17, 1, 10]);
    });

    it("reads the table's latest version or the configured one, and never mixes versions in a file", async () => {
      await makeTable(cloud, { id: "int" });
      await create("s", PARQUET);
      await create("old", {
        ...createConverting(createConversion({ ParquetSerDe: {} }, { version: "0" })),
        Prefix: "old/",
      });
      const record = '{"id":1,"more":"m"}';
      await Promise.all([put("s", record), put("old", record)]);
      await cloud.advance(1);
      await changeTable(cloud, { id: "bigint", more: "string" });
      await Promise.all([put("s", record), put("old", record)]);
      await cloud.advance(60);
      const files = await Promise.all(
        (await readDeliveredFiles(cloud, "data/")).map(({ content }) => readParquetRows(content)),
      );
      expect(files).to.have.deep.members([[{ id: 1 }], [{ id: "1", more: "m" }]]);
      expect(await readParquetRows(await readOnlyFile("old/"))).to.deep.equal([{ id: 1 }, { id: 1 }]);
    });

    it("splits, then partitions, then converts (FH-069)", async () => {
      await makeTable(cloud, { id: "string", n: "int" });
      const split: Processor = {
        Type: "RecordDeAggregation",
        Parameters: [{ ParameterName: "SubRecordType", ParameterValue: "JSON" }],
      };
      await create("s", {
        ...PARQUET,
        Prefix: "data/id=!{partitionKeyFromQuery:id}/",
        DynamicPartitioningConfiguration: { Enabled: true },
        ProcessingConfiguration: { Enabled: true, Processors: [split, query, { Type: "AppendDelimiterToRecord" }] },
      });
      await putAll("s", ['{"id":"a","n":1}{"id":"b","n":2}', '{"id":"a","n":3}', '{"id":"a","n":"x"}', '{"n":4}']);
      await cloud.advance(60);
      expect(await readParquetRows(await readOnlyFile("data/id=a/"))).to.deep.equal([
        { id: "a", n: 1 },
        { id: "a", n: 3 },
      ]);
      expect(await readParquetRows(await readOnlyFile("data/id=b/"))).to.deep.equal([{ id: "b", n: 2 }]);
      expect(await readConversionErrors(cloud)).to.have.lengthOf(1);
      expect(await readDeliveredFiles(cloud, "errors/metadata-extraction-failed/")).to.have.lengthOf(1);
    });

    it("measures buffers by the original records (FH-037), and backs those up", async () => {
      await makeTable(cloud, { id: "int" });
      await create("s", {
        ...PARQUET,
        S3BackupMode: "Enabled",
        S3BackupConfiguration: {
          RoleARN: ROLE,
          BucketARN: BUCKET_ARN,
          Prefix: "backup/",
          CompressionFormat: "GZIP",
          BufferingHints: { SizeInMBs: 128, IntervalInSeconds: 60 },
        },
      });
      const megabyte = `{"id":1,"blob":"${"x".repeat(1_000_000)}"}`;
      for (let batch = 0; batch < 17; batch++) {
        await putAll("s", [megabyte, megabyte, megabyte, megabyte]);
        await cloud.advance(1);
      }
      expect((await readParquetRows(await readOnlyFile())).length).to.equal(
        Math.ceil((64 * MEBIBYTE) / megabyte.length),
      );
      await cloud.advance(60);
      expect((await readDeliveredFiles(cloud, "backup/"))[0]?.key).to.match(/\.gz$/);
    });

    it("sends all records to the error prefix with the matching code while the table is missing", async () => {
      await makeTable(cloud, { id: "int" });
      await create("s", createConverting(createConversion({ ParquetSerDe: {} }, { version: "7" }))).then(
        () => expect.fail("taken"),
        ({ message }) => expect(message).to.contain("specified version of the table exists"),
      );
      await create("s", PARQUET);
      const { Glue } = await import("@aws-sdk/client-glue");
      await cloud.createClient(Glue).deleteTable({ DatabaseName: "d", Name: "t" });
      await put("s", '{"id":1}');
      await cloud.advance(60);
      expect((await readConversionErrors(cloud)).map(({ lastErrorCode }) => lastErrorCode)).to.deep.equal([
        "DataFormatConversion.EntityNotFound",
      ]);
    });
  });
});

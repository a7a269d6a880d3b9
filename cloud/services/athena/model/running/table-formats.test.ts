import { expect } from "chai";
import { QueryFault } from "../../../../../athena-sql/index";
import { FORMATS, LAZY_SIMPLE } from "../statements/storage-formats";
import { getEnding, formatIn, getFormat } from "./table-formats";

const OPENX = "org.openx.data.jsonserde.JsonSerDe";
const getInsertFormat = (
  library: string | undefined,
  parameters: Readonly<Record<string, string>> = {},
  serde?: Record<string, string>,
): unknown => getFormat({ SerdeInfo: { SerializationLibrary: library, Parameters: serde } }, parameters);

describe("Athena's formats for written tables", () => {
  it("are set by a statement's properties in any case, with compression and delimiter", () => {
    expect(formatIn({}, "PARQUET")).to.deep.equal({ format: "PARQUET", storage: FORMATS["parquet"] });
    expect(formatIn({ format: "Json" }, "PARQUET")).to.deep.equal({ format: "JSON", storage: FORMATS["json"] });
    expect(formatIn({ format: "textfile", field_delimiter: "," }, "PARQUET")).to.deep.equal({
      format: "TEXTFILE",
      storage: FORMATS["textfile"],
      delimiter: ",",
    });
    for (const name of ["write_compression", "parquet_compression", "orc_compression", "compression"])
      expect(formatIn({ format: "ORC", [name]: "zlib" }, "PARQUET"), name).to.deep.equal({
        format: "ORC",
        storage: FORMATS["orc"],
        compression: "ZLIB",
      });
    expect(formatIn({ compression: "zlib", write_compression: "none" }, "ORC").compression).to.equal("NONE");
    for (const format of ["AVRO", "RCFILE", "constructor", ""])
      expect(() => formatIn({ format }, "PARQUET"), format)
        .to.throw(QueryFault, `The lab cloud does not write the format '${format}'`)
        .with.property("code", "INVALID_TABLE_PROPERTY");
  });

  it("default to the table's SerDe with its compression, delimiter and header", () => {
    for (const [name, format] of [
      ["parquet", "PARQUET"],
      ["orc", "ORC"],
      ["json", "JSON"],
    ] as const)
      expect(getInsertFormat(FORMATS[name]?.serde), name).to.deep.equal({ format, storage: FORMATS[name] });
    for (const library of [OPENX, "org.apache.hadoop.hive.serde2.JsonSerDe"])
      expect(getInsertFormat(library), library).to.deep.equal({ format: "JSON", storage: FORMATS["json"] });
    expect(getInsertFormat(LAZY_SIMPLE)).to.deep.equal({
      format: "TEXTFILE",
      storage: FORMATS["textfile"],
      header: false,
    });
    expect(getInsertFormat(LAZY_SIMPLE, { "skip.header.line.count": "1" }, { "field.delim": "|" })).to.deep.equal({
      format: "TEXTFILE",
      storage: FORMATS["textfile"],
      header: true,
      delimiter: "|",
    });
    for (const name of ["write.compression", "parquet.compression", "orc.compress"])
      expect(getInsertFormat(FORMATS["orc"]?.serde, { [name]: "snappy" }), name).to.include({ compression: "SNAPPY" });
    expect(() => getInsertFormat(LAZY_SIMPLE, { "skip.header.line.count": "2" })).to.throw(
      QueryFault,
      "greater than 1",
    );
    for (const library of [
      FORMATS["avro"]?.serde,
      FORMATS["rcfile"]?.serde,
      "org.apache.hadoop.hive.serde2.OpenCSVSerde",
    ])
      expect(() => getInsertFormat(library), library)
        .to.throw(QueryFault, `Inserting into tables of the SerDe ${library} is not supported`)
        .with.property("code", "NOT_SUPPORTED");
    expect(() => getInsertFormat(undefined)).to.throw(
      QueryFault,
      "Inserting into tables of the SerDe  is not supported",
    );
  });

  it("add the compression's extension to text files, which are compressed by default", () => {
    const getEndings = (compression?: string): string[] =>
      (["JSON", "TEXTFILE", "PARQUET", "ORC"] as const).map((format) =>
        getEnding({ ...formatIn({ format }, ""), ...(compression === undefined ? {} : { compression }) }),
      );
    expect(getEndings()).to.deep.equal([".gz", ".gz", "", ""]);
    for (const [compression, name] of [
      ["GZIP", ".gz"],
      ["NONE", ""],
      ["ZSTD", ".zst"],
      ["SNAPPY", ".snappy"],
      ["LZ4", ".lz4"],
      ["BZIP2", ".bz2"],
      ["OTHER", ""],
    ] as const)
      expect(getEndings(compression), compression).to.deep.equal([name, name, "", ""]);
  });
});

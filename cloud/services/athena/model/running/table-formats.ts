import { QueryFault, type Properties, type WriteInput } from "../../../../../athena-sql/index";
import type { DescriptorInput } from "../../../glue/model/fields";
import { FORMATS, LAZY_SIMPLE, type StorageFormat } from "../statements/storage-formats";

/** How a statement's files are written. */
export interface FileFormat extends Pick<WriteInput, "format" | "compression" | "delimiter" | "header"> {
  readonly storage: StorageFormat;
}

const NAMES: Readonly<Record<string, { readonly format: WriteInput["format"]; readonly storage: string }>> = {
  PARQUET: { format: "PARQUET", storage: "parquet" },
  ORC: { format: "ORC", storage: "orc" },
  JSON: { format: "JSON", storage: "json" },
  TEXTFILE: { format: "TEXTFILE", storage: "textfile" },
};
/** The names of the compression property: the current one, and the older ones of Parquet and ORC. */
const COMPRESSIONS = ["write_compression", "parquet_compression", "orc_compression", "compression"];

/**
 * The format that `WITH (format = …)` asks for.
 *
 * @param otherwise the default format
 * @throws QueryFault
 */
export function formatIn(properties: Properties, otherwise: string): FileFormat {
  const { format = otherwise, field_delimiter: delimiter } = properties;
  const known = NAMES[String(format).toUpperCase()];
  const storage = known === undefined ? undefined : FORMATS[known.storage];
  if (known === undefined || storage === undefined)
    throw new QueryFault(
      "INVALID_TABLE_PROPERTY",
      `The lab cloud does not write the format '${String(format)}': it writes PARQUET, ORC, JSON and TEXTFILE`,
    );
  const compression = COMPRESSIONS.map((name) => properties[name]).find((value) => value !== undefined);
  return {
    format: known.format,
    storage,
    ...(compression === undefined ? {} : { compression: String(compression).toUpperCase() }),
    ...(delimiter === undefined ? {} : { delimiter: String(delimiter) }),
  };
}

/**
 * The format in which a table's files are to be written: that of its SerDe.
 *
 * @throws QueryFault if Athena does not write tables of this SerDe
 */
export function getFormat(
  { SerdeInfo: serde }: DescriptorInput,
  parameters: Readonly<Record<string, string>>,
): FileFormat {
  const library = serde?.SerializationLibrary ?? "";
  const [name] =
    Object.entries(FORMATS).find(([, storage]) => storage.serde === library) ??
    (library.endsWith(".JsonSerDe") ? ["json"] : []);
  const found = Object.values(NAMES).find(({ storage }) => storage === name);
  const storage = FORMATS[found?.storage ?? ""];
  if (found === undefined || storage === undefined)
    throw new QueryFault("NOT_SUPPORTED", `Inserting into tables of the SerDe ${library} is not supported`);
  return {
    format: found.format,
    storage,
    ...getCompression(parameters),
    ...(library === LAZY_SIMPLE ? { ...getDelimiter(serde?.Parameters ?? {}), ...getHeader(parameters) } : {}),
  };
}

/** The names of the compression property among a table's properties. */
const TABLE_COMPRESSIONS = ["write.compression", "parquet.compression", "orc.compress"];

function getCompression(parameters: Readonly<Record<string, string>>): Pick<FileFormat, "compression"> {
  const found = TABLE_COMPRESSIONS.map((name) => parameters[name]).find((value) => value !== undefined);
  return found === undefined ? {} : { compression: found.toUpperCase() };
}

function getDelimiter({ "field.delim": delimiter }: Readonly<Record<string, string>>): Pick<FileFormat, "delimiter"> {
  return delimiter === undefined ? {} : { delimiter };
}

/** Where the table's readers skip one line, each file begins with a line of the columns' names. @throws QueryFault where they skip more lines, as engine v3 does */
function getHeader({
  "skip.header.line.count": skipped = "0",
}: Readonly<Record<string, string>>): Pick<FileFormat, "header"> {
  if (Number(skipped) > 1)
    throw new QueryFault(
      "NOT_SUPPORTED",
      "Inserting into Hive table with value of skip.header.line.count property greater than 1 is not supported",
    );
  return { header: Number(skipped) === 1 };
}

/** The ending of the files' names. Text files are compressed unless the statement says otherwise. */
export function getEnding({ format, compression }: FileFormat): string {
  const isText = format === "JSON" || format === "TEXTFILE";
  const endings: Readonly<Record<string, string>> = {
    GZIP: ".gz",
    NONE: "",
    ZSTD: ".zst",
    SNAPPY: ".snappy",
    LZ4: ".lz4",
    BZIP2: ".bz2",
  };
  return isText ? (endings[compression ?? "GZIP"] ?? "") : "";
}

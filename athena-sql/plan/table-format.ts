import { isIceberg, type CatalogTable } from "../catalog";
import type { Format } from "../process/job";
import { QueryFault } from "../query-engine";

type Parameters = Readonly<Record<string, string>>;

interface Settings {
  readonly serde: Parameters;
  readonly table: Parameters;
  readonly now: number;
}

const READERS: Readonly<Record<string, (settings: Settings) => Format>> = {
  "org.openx.data.jsonserde.JsonSerDe": createOpenx,
  "org.apache.hive.hcatalog.data.JsonSerDe": createHiveJson,
  "org.apache.hadoop.hive.serde2.JsonSerDe": createHiveJson,
  "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe": ({ serde }) => ({
    is: "parquet",
    byPlace: isTrue(serde["parquet.column.index.access"]),
  }),
  "org.apache.hadoop.hive.ql.io.orc.OrcSerde": ({ serde }) => ({
    is: "orc",
    byPlace: isTrue(serde["orc.column.index.access"], true),
  }),
  "org.apache.hadoop.hive.serde2.OpenCSVSerde": createCsv,
  "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe": createDelimitedFormat,
  "org.apache.hadoop.hive.serde2.MultiDelimitSerDe": createMultiDelimited,
};

/**
 * How the files of a table are read, by its SerDe.
 * @param now ms since the epoch: years of two digits are taken near it
 * @throws QueryFault for an Iceberg table, for a SerDe that is not emulated, or for a table without one
 */
export function getFormat({ database, definition }: CatalogTable, now: number): Format {
  const {
    Name: name,
    Parameters: table = {},
    StorageDescriptor: { SerdeInfo: serde, InputFormat: input = "" } = {},
  } = definition;
  if (isIceberg(table))
    throw new QueryFault("NOT_SUPPORTED", `${database}.${name}: Iceberg tables are not supported by the lab cloud`);
  const library = serde?.SerializationLibrary ?? "";
  if (library === "") throw new QueryFault("HIVE_UNSUPPORTED_FORMAT", `Unable to create input format ${input}`.trim());
  const reader = Object.hasOwn(READERS, library) ? READERS[library] : undefined;
  if (reader === undefined)
    throw new QueryFault(
      "NOT_SUPPORTED",
      `${database}.${name}: the SerDe ${library} is not supported by the lab cloud`,
    );
  return reader({ serde: serde?.Parameters ?? {}, table, now });
}

const isTrue = (text: string | undefined, otherwise = false): boolean =>
  text === undefined ? otherwise : text.toLowerCase() === "true";

function createOpenx({ serde }: Settings): Format {
  const mapping = Object.entries(serde)
    .filter(([name]) => name.startsWith("mapping."))
    .map(([name, key]) => [name.slice("mapping.".length).toLowerCase(), key]);
  return {
    is: "openx",
    ignoreMalformed: isTrue(serde["ignore.malformed.json"]),
    anyCase: isTrue(serde["case.insensitive"], true),
    dotsInKeys: isTrue(serde["dots.in.keys"]),
    mapping: Object.fromEntries(mapping) as Parameters,
  };
}

function createHiveJson({ serde, now }: Settings): Format {
  return {
    is: "hive-json",
    patterns: (serde["timestamp.formats"] ?? "").split(",").filter((pattern) => pattern !== ""),
    thisYear: new Date(now).getUTCFullYear(),
  };
}

const getLinesToSkip = (table: Parameters): number => Math.max(0, Number(table["skip.header.line.count"] ?? "0") || 0);

function createCsv({ serde, table }: Settings): Format {
  return {
    is: "csv",
    separator: getFirst(serde.separatorChar, ","),
    quote: getFirst(serde.quoteChar, '"'),
    escape: getFirst(serde.escapeChar, "\\"),
    skipLines: getLinesToSkip(table),
  };
}

const getFirst = (text: string | undefined, otherwise: string): string =>
  text === undefined || text === "" ? otherwise : unescapeText(text);

function createDelimitedFormat({ serde, table }: Settings): Format & { readonly is: "delimited" } {
  return {
    is: "delimited",
    field: parseCharacter(serde["field.delim"] ?? serde["serialization.format"], "\u0001"),
    // Hive has long misspelled the property as `colelction.delim`, so Hive reads both spellings.
    items: [
      parseCharacter(serde["collection.delim"] ?? serde["colelction.delim"], "\u0002"),
      parseCharacter(serde["mapkey.delim"], "\u0003"),
    ],
    escape: serde["escape.delim"] === undefined ? undefined : parseCharacter(serde["escape.delim"], "\\"),
    nullText: serde["serialization.null.format"] ?? "\\N",
    skipLines: getLinesToSkip(table),
  };
}

/** Between fields may stand several characters. */
function createMultiDelimited(settings: Settings): Format {
  return { ...createDelimitedFormat(settings), field: getFirst(settings.serde["field.delim"], "\u0001") };
}

/** A delimiter of LazySimpleSerDe's: the number of a character, or a string whose first character counts. */
function parseCharacter(text: string | undefined, otherwise: string): string {
  const setting = getFirst(text, otherwise);
  return /^\d+$/.test(setting) && Number(setting) < 128 ? String.fromCharCode(Number(setting)) : setting.charAt(0);
}

/** A delimiter as a table's properties write it: `\t`, `\001`, or the number of a character. */
function unescapeText(text: string): string {
  if (text === "\\t") return "\t";
  if (text === "\\n") return "\n";
  const code = /^\\u?0*([0-9a-fA-F]{1,4})$/.exec(text)?.[1];
  return code === undefined ? text : String.fromCharCode(parseInt(code, text.startsWith("\\u") ? 16 : 8));
}

import type { StoredTable } from "../../../glue/stored";
import type { Format } from "../process/job";
import { QueryFault } from "../query-engine";

type Parameters = Readonly<Record<string, string>>;

interface Settings {
  readonly serde: Parameters;
  readonly table: Parameters;
  readonly now: number;
}

const READERS: Readonly<Record<string, (settings: Settings) => Format>> = {
  "org.openx.data.jsonserde.JsonSerDe": openx,
  "org.apache.hive.hcatalog.data.JsonSerDe": hiveJson,
  "org.apache.hadoop.hive.serde2.JsonSerDe": hiveJson,
  "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe": ({ serde }) => ({
    is: "parquet",
    byPlace: isTrue(serde["parquet.column.index.access"]),
  }),
  "org.apache.hadoop.hive.ql.io.orc.OrcSerde": ({ serde }) => ({
    is: "orc",
    byPlace: isTrue(serde["orc.column.index.access"], true),
  }),
  "org.apache.hadoop.hive.serde2.OpenCSVSerde": csv,
  "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe": delimited,
  "org.apache.hadoop.hive.serde2.MultiDelimitSerDe": multiDelimited,
};

/**
 * How the files of a table are read, by its SerDe.
 * @param now ms since the epoch: years of two digits are taken near it
 * @throws QueryFault for a SerDe that is not emulated, or for a table without one
 */
export function formatOf({ database, definition }: StoredTable, now: number): Format {
  const { SerdeInfo: serde, InputFormat: input = "" } = definition.StorageDescriptor ?? {};
  const library = serde?.SerializationLibrary ?? "";
  if (library === "") throw new QueryFault("HIVE_UNSUPPORTED_FORMAT", `Unable to create input format ${input}`.trim());
  const reader = Object.hasOwn(READERS, library) ? READERS[library] : undefined;
  if (reader === undefined)
    throw new QueryFault(
      "NOT_SUPPORTED",
      `${database}.${definition.Name}: the SerDe ${library} is not supported by the lab cloud`,
    );
  return reader({ serde: serde?.Parameters ?? {}, table: definition.Parameters ?? {}, now });
}

const isTrue = (text: string | undefined, otherwise = false): boolean =>
  text === undefined ? otherwise : text.toLowerCase() === "true";

function openx({ serde }: Settings): Format {
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

function hiveJson({ serde, now }: Settings): Format {
  return {
    is: "hive-json",
    patterns: (serde["timestamp.formats"] ?? "").split(",").filter((pattern) => pattern !== ""),
    thisYear: new Date(now).getUTCFullYear(),
  };
}

const linesToSkip = (table: Parameters): number => Math.max(0, Number(table["skip.header.line.count"] ?? "0") || 0);

function csv({ serde, table }: Settings): Format {
  return {
    is: "csv",
    separator: first(serde.separatorChar, ","),
    quote: first(serde.quoteChar, '"'),
    escape: first(serde.escapeChar, "\\"),
    skipLines: linesToSkip(table),
  };
}

const first = (text: string | undefined, otherwise: string): string =>
  text === undefined || text === "" ? otherwise : unescaped(text);

function delimited({ serde, table }: Settings): Format & { readonly is: "delimited" } {
  return {
    is: "delimited",
    field: character(serde["field.delim"] ?? serde["serialization.format"], "\u0001"),
    // Hive has long misspelt the property as `colelction.delim`, so Hive reads both spellings.
    items: [
      character(serde["collection.delim"] ?? serde["colelction.delim"], "\u0002"),
      character(serde["mapkey.delim"], "\u0003"),
    ],
    escape: serde["escape.delim"] === undefined ? undefined : character(serde["escape.delim"], "\\"),
    nullText: serde["serialization.null.format"] ?? "\\N",
    skipLines: linesToSkip(table),
  };
}

/** Between fields may stand several characters. */
function multiDelimited(settings: Settings): Format {
  return { ...delimited(settings), field: first(settings.serde["field.delim"], "\u0001") };
}

/** A delimiter of LazySimpleSerDe's: the number of a character, or a text whose first character counts. */
function character(text: string | undefined, otherwise: string): string {
  const given = first(text, otherwise);
  return /^\d+$/.test(given) && Number(given) < 128 ? String.fromCharCode(Number(given)) : given.charAt(0);
}

/** A delimiter as a table's properties write it: `\t`, `\001`, or the number of a character. */
function unescaped(text: string): string {
  if (text === "\\t") return "\t";
  if (text === "\\n") return "\n";
  const code = /^\\u?0*([0-9a-fA-F]{1,4})$/.exec(text)?.[1];
  return code === undefined ? text : String.fromCharCode(parseInt(code, text.startsWith("\\u") ? 16 : 8));
}

import type { RowFormat, StoredAs } from "../ddl/statements";
import { formatUnknown, createSerdeUnknown } from "../hive-fault";

/** How a table's files are written and read, as the catalog stores it. */
export interface StorageFormat {
  readonly input: string;
  readonly output: string;
  readonly serde: string;
}

const TEXT = {
  input: "org.apache.hadoop.mapred.TextInputFormat",
  output: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
} as const;
export const LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

/** The formats, by their names in STORED AS. */
export const FORMATS: Readonly<Record<string, StorageFormat>> = {
  textfile: { ...TEXT, serde: LAZY_SIMPLE },
  sequencefile: {
    input: "org.apache.hadoop.mapred.SequenceFileInputFormat",
    output: "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat",
    serde: LAZY_SIMPLE,
  },
  rcfile: {
    input: "org.apache.hadoop.hive.ql.io.RCFileInputFormat",
    output: "org.apache.hadoop.hive.ql.io.RCFileOutputFormat",
    serde: "org.apache.hadoop.hive.serde2.columnar.LazyBinaryColumnarSerDe",
  },
  orc: {
    input: "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
    output: "org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat",
    serde: "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
  },
  parquet: {
    input: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    output: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
  },
  avro: {
    input: "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
    output: "org.apache.hadoop.hive.ql.io.avro.AvroContainerOutputFormat",
    serde: "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
  },
  json: { ...TEXT, serde: "org.apache.hive.hcatalog.data.JsonSerDe" },
};

/**
 * The SerDes that Athena supports. A table with one of them can be created, even if the lab cloud cannot read its
 * files.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/supported-serdes.html
 */
const SERDES: ReadonlySet<string> = new Set([
  ...Object.values(FORMATS).map(({ serde }) => serde),
  "org.openx.data.jsonserde.JsonSerDe",
  "org.apache.hadoop.hive.serde2.JsonSerDe",
  "org.apache.hadoop.hive.serde2.OpenCSVSerde",
  "org.apache.hadoop.hive.serde2.RegexSerDe",
  "com.amazonaws.glue.serde.GrokSerDe",
  "com.amazon.emr.hive.serde.CloudTrailSerde",
  "org.apache.hadoop.hive.serde2.lazybinary.LazyBinarySerDe",
  "org.apache.hadoop.hive.contrib.serde2.MultiDelimitSerDe",
  "com.amazon.ionhiveserde.IonHiveSerDe",
]);

/** SerDes that take the columns from the catalog; for columns of others Hive shows "from deserializer". */
const CATALOG_SERDES: ReadonlySet<string> = new Set(
  ["parquet", "orc", "textfile", "rcfile"].map((name) => FORMATS[name]?.serde ?? ""),
);
export const hasEmbeddedSchema = (serde: string): boolean => !CATALOG_SERDES.has(serde);

/**
 * The format of a new table.
 *
 * @throws HiveFault if there is no such format or SerDe
 */
export function resolveStorageFormat({
  storedAs,
  rowFormat,
}: {
  readonly storedAs?: StoredAs | undefined;
  readonly rowFormat?: RowFormat | undefined;
}): StorageFormat {
  const files =
    storedAs === undefined
      ? FORMATS["textfile"]
      : "format" in storedAs
        ? FORMATS[storedAs.format]
        : { ...storedAs, serde: LAZY_SIMPLE };
  if (files === undefined) throw formatUnknown(storedAs !== undefined && "format" in storedAs ? storedAs.format : "");
  if (rowFormat?.kind !== "serde") return files;
  if (!SERDES.has(rowFormat.library)) throw createSerdeUnknown(rowFormat.library);
  return { ...files, serde: rowFormat.library };
}

/** The SerDe's properties for a ROW FORMAT. */
export function createSerdeProperties(rowFormat: RowFormat | undefined): Readonly<Record<string, string>> {
  if (rowFormat === undefined) return { "serialization.format": "1" };
  if (rowFormat.kind === "serde") return { "serialization.format": "1", ...rowFormat.properties };
  const { fields, escape, items, mapKeys, lines, nullText } = rowFormat;
  const details = {
    "field.delim": fields,
    "serialization.format": fields ?? "1",
    "escape.delim": escape,
    "colelction.delim": items,
    "mapkey.delim": mapKeys,
    "line.delim": lines,
    "serialization.null.format": nullText,
  };
  return Object.fromEntries(
    Object.entries(details).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

import { getPartitionKeys } from "../../../glue/model/catalog";
import type { ColumnInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";
import type { DdlOf, TableName } from "../ddl/statements";
import { createNameIsNullFault, createNoViewFault } from "../hive-fault";
import { createHiveColumn } from "../results/result-files";
import { listShownColumns } from "./describe";
import { formatFullName, isView, requireTable, type DdlAnswer, type DdlContext } from "./ddl-context";
import { LAZY_SIMPLE } from "./storage-formats";
import { parseView } from "./view-text";

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A string in single quotes, as Hive writes it. */
const quoteText = (text = ""): string =>
  `'${text.replace(/[\p{Cc}\\']/gu, (char) => ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}'`;

/** SHOW CREATE TABLE: the statement line by line, in Hive's layout. @throws HiveFault */
export function showCreateTable(context: DdlContext, { table: name }: DdlOf<"show-create-table">): DdlAnswer {
  const table = requireTable(context, name);
  if (table.definition.TableType === undefined) throw createNameIsNullFault();
  const lines = isView(table) ? formatView(context, name, table) : formatTableLines(name, table);
  return { columns: [createHiveColumn("createtab_stmt")], lines, metadata: "plain" };
}

/** SHOW CREATE VIEW. @throws HiveFault */
export function showCreateView(context: DdlContext, { table: name }: DdlOf<"show-create-view">): DdlAnswer {
  const view = requireTable(context, name);
  if (!isView(view)) throw createNoViewFault(formatFullName(context, name));
  return {
    columns: [createHiveColumn("create view", "varchar")],
    lines: formatView(context, name, view),
    metadata: "counted",
  };
}

const formatView = (context: DdlContext, name: TableName, view: StoredTable): readonly string[] =>
  `CREATE VIEW ${formatFullName(context, name)} AS\n${parseView(view).sql}`.split("\n");

function formatTableLines(name: TableName, table: StoredTable): readonly string[] {
  const { StorageDescriptor: descriptor = {}, Parameters: parameters = {} } = table.definition;
  const { comment, ...properties } = Object.fromEntries(
    Object.entries(parameters).filter(([name]) => name !== "EXTERNAL"),
  );
  const keys = getPartitionKeys(table);
  const written = name.database === undefined ? name.name : `${name.database}.${name.name}`;
  return [
    `CREATE EXTERNAL TABLE \`${written}\`(`,
    ...formatColumnLines(listShownColumns(table)),
    ...(comment === undefined ? [] : [`COMMENT ${quoteText(comment)}`]),
    ...(keys.length === 0 ? [] : ["PARTITIONED BY ( ", ...formatColumnLines(keys)]),
    ...formatBucketLines(table),
    ...formatLines(table),
    "STORED AS INPUTFORMAT ",
    `  ${quoteText(descriptor.InputFormat)} `,
    "OUTPUTFORMAT ",
    `  ${quoteText(descriptor.OutputFormat)}`,
    "LOCATION",
    `  ${quoteText(descriptor.Location)}`,
    "TBLPROPERTIES (",
    ...formatPropertyLines(properties),
  ];
}

function formatColumnLines(columns: readonly ColumnInput[]): string[] {
  return columns.map(({ Name: name, Type: type = "", Comment: comment }, index) => {
    const end = index === columns.length - 1 ? ")" : ", ";
    return `  \`${name}\` ${type}${comment === undefined ? "" : ` COMMENT ${quoteText(comment)}`}${end}`;
  });
}

function formatBucketLines({ definition }: StoredTable): string[] {
  const {
    BucketColumns: columns = [],
    SortColumns: sorts = [],
    NumberOfBuckets: buckets = 0,
  } = definition.StorageDescriptor ?? {};
  if (columns.length === 0) return [];
  const list = (names: readonly string[]): string[] =>
    names.map((name, index) => `  ${name}${index === names.length - 1 ? ") " : ", "}`);
  const sorted = sorts.map(({ Column: column, SortOrder: order }) => `${column} ${order === 1 ? "ASC" : "DESC"}`);
  return [
    "CLUSTERED BY ( ",
    ...list(columns),
    ...(sorted.length === 0 ? [] : ["SORTED BY ( ", ...list(sorted)]),
    `INTO ${buckets} BUCKETS`,
  ];
}

const DELIMITERS = [
  ["field.delim", "FIELDS TERMINATED BY"],
  ["escape.delim", "ESCAPED BY"],
  ["colelction.delim", "COLLECTION ITEMS TERMINATED BY"],
  ["mapkey.delim", "MAP KEYS TERMINATED BY"],
  ["line.delim", "LINES TERMINATED BY"],
] as const;

function formatLines({ definition }: StoredTable): string[] {
  const { SerializationLibrary: library = "", Parameters: parameters = {} } =
    definition.StorageDescriptor?.SerdeInfo ?? {};
  const delimited = DELIMITERS.flatMap(([key, words]) =>
    parameters[key] === undefined ? [] : [`  ${words} ${quoteText(parameters[key])} `],
  );
  if (library === LAZY_SIMPLE && delimited.length > 0) return ["ROW FORMAT DELIMITED ", ...delimited];
  const { "serialization.format": format, ...shown } = parameters;
  const properties = format === undefined || format === "1" ? shown : parameters;
  const lines = formatPropertyLines(properties);
  return [
    "ROW FORMAT SERDE ",
    `  ${quoteText(library)} `,
    ...(Object.keys(properties).length === 0
      ? []
      : ["WITH SERDEPROPERTIES ( ", ...lines.slice(0, -1), `${lines.at(-1) ?? ""} `]),
  ];
}

/** The lines of the table's properties, sorted by name; the last one has the closing bracket. */
function formatPropertyLines(properties: Readonly<Record<string, string>>): string[] {
  const all = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return all.map(
    ([key, value], index) => `  ${quoteText(key)}=${quoteText(value)}${index === all.length - 1 ? ")" : ", "}`,
  );
}

import { toSqlName, toSqlString } from "../../foundation/columnar/duckdb";
import type { HiveType } from "../../foundation/columnar/hive-type";
import { JobFault, type JobColumn, type JobFile } from "../process/job";
import { fromHive } from "../types/hive";
import { spell, getStorageType } from "../types/type";
import { readFooter, type ParquetFooter, type ParquetNode } from "./parquet-footer";

/** A cache of footers by path: an object's file never changes, and its path is never used for another. */
const footers = new Map<string, ParquetFooter>();
const MAX_FOOTERS = 50_000;

function readFileFooter(file: JobFile): ParquetFooter {
  const known = footers.get(file.path);
  if (known !== undefined) return known;
  const footer = readFooter(file);
  if (footers.size >= MAX_FOOTERS) footers.clear();
  footers.set(file.path, footer);
  return footer;
}

/** Files that one `read_parquet` of DuckDB's can read, and the columns that it selects. */
interface ParquetGroup {
  readonly files: readonly { readonly file: JobFile; readonly index: number }[];
  /** `expression AS "name"` for each needed column of the table's data. */
  readonly select: readonly string[];
}

export interface ParquetPlan {
  readonly groups: readonly ParquetGroup[];
  readonly bytes: number;
}

/**
 * Groups Parquet files by schema. Columns are found by their names in any case, and a file may lack some of the table's
 * columns.
 *
 * @param columns the needed columns of the table's data
 * @param byPlace whether columns are found by their positions instead
 * @throws JobFault HIVE_BAD_DATA where a file holds another type than the table declares
 */
export function planParquet(files: readonly JobFile[], columns: readonly JobColumn[], byPlace: boolean): ParquetPlan {
  const groups = new Map<
    string,
    { readonly files: { file: JobFile; index: number }[]; readonly select: readonly string[] }
  >();
  let bytes = 0;
  for (const [index, file] of files.entries()) {
    const footer = readFileFooter(file);
    const nodes = columns.map(({ name, position }) =>
      byPlace ? footer.columns[position] : footer.columns.find((node) => node.name.toLowerCase() === name),
    );
    bytes +=
      file.counted ?? nodes.reduce((sum, node) => sum + (footer.bytes.get(node?.name.toLowerCase() ?? "") ?? 0), 0);
    const group = groups.get(footer.shape) ?? {
      files: [],
      select: columns.map((column, position) => formatColumn(column, nodes[position], file)),
    };
    group.files.push({ file, index });
    groups.set(footer.shape, group);
  }
  return { groups: [...groups.values()], bytes };
}

/** SQL that reads a group's files. */
export const formatReadingSql = ({ files }: ParquetGroup): string =>
  `read_parquet([${files.map(({ file }) => toSqlString(file.path)).join(", ")}], hive_partitioning = false)`;

function formatColumn({ name, hive, type }: JobColumn, node: ParquetNode | undefined, file: JobFile): string {
  if (node === undefined) return `CAST(NULL AS ${getStorageType(type)}) AS ${toSqlName(name)}`;
  const sql = formatValue(toSqlName(node.name), node, hive);
  if (sql === undefined) {
    throw new JobFault(
      "HIVE_BAD_DATA",
      `Field ${name}'s type ${node.physical === "BYTE_ARRAY" ? "BINARY" : (node.physical ?? "group")} in parquet file ${file.uri} is incompatible with type ${spell(type)} defined in table schema`,
    );
  }
  return `${sql} AS ${toSqlName(name)}`;
}

const TIMES = ["TIMESTAMP_MILLIS", "TIMESTAMP_MICROS"];
const INTEGERS = ["INT32", "INT64"];

const READS: Readonly<Record<string, (node: ParquetNode) => boolean>> = {
  boolean: ({ physical }) => physical === "BOOLEAN",
  tinyint: isInteger,
  smallint: isInteger,
  int: isInteger,
  bigint: isInteger,
  float: ({ physical }) => physical === "FLOAT",
  double: ({ physical }) => physical === "DOUBLE" || physical === "FLOAT",
  decimal: ({ physical, means }) => means === "DECIMAL" || INTEGERS.includes(physical ?? ""),
  string: isBytes,
  varchar: isBytes,
  char: isBytes,
  binary: isBytes,
  date: ({ physical }) => physical === "INT32",
  timestamp: ({ physical, means }) =>
    physical === "INT96" || (physical === "INT64" && means !== undefined && TIMES.includes(means)),
};

function isInteger({ physical, means }: ParquetNode): boolean {
  return INTEGERS.includes(physical ?? "") && means !== "DECIMAL";
}

/** Bytes of a fixed length are bytes only without a further meaning, as Trino reads Kafka Connect's files (trinodb/trino#16264). */
function isBytes({ physical, means }: ParquetNode): boolean {
  return (
    (physical === "BYTE_ARRAY" && means !== "DECIMAL") || (physical === "FIXED_LEN_BYTE_ARRAY" && means === undefined)
  );
}

/** SQL of a column's value in the form in which DuckDB stores its type; undefined if the file's type cannot be read as the table's. */
function formatValue(sql: string, node: ParquetNode, type: HiveType): string | undefined {
  switch (type.kind) {
    case "array":
      return listSql(sql, node, type);
    case "map":
      return formatMap(sql, node, type);
    case "struct":
      return formatStruct(sql, node, type);
    default:
      return READS[type.kind]?.(node) === true ? formatScalar(sql, node, type) : undefined;
  }
}

function formatText(sql: string, { means }: ParquetNode): string {
  return means === undefined || means === "BSON" ? `decode(${sql})` : sql;
}

function formatScalar(sql: string, node: ParquetNode, type: HiveType): string {
  const { means } = node;
  switch (type.kind) {
    case "string":
      return formatText(sql, node);
    case "varchar":
    case "char":
      return `left(${formatText(sql, node)}, ${type.length})`;
    case "binary":
      return means === "UTF8" ? `encode(${sql})` : sql;
    case "decimal":
      return `CAST(${sql} AS DECIMAL(${type.precision}, ${type.scale}))`;
    case "date":
      return means === "DATE" ? sql : `CAST(DATE '1970-01-01' + ${sql} AS DATE)`;
    // Athena's timestamp columns have millisecond precision.
    case "timestamp":
      return `date_trunc('millisecond', CAST(${sql} AS TIMESTAMP))`;
    default:
      return `CAST(${sql} AS ${getStorageType(fromHive(type))})`;
  }
}

/** A list is a group that holds a repeated group of one element; older writers leave out the group in the middle. */
function listSql(sql: string, node: ParquetNode, type: HiveType & { readonly kind: "array" }): string | undefined {
  const [repeated] = node.children;
  if (repeated === undefined) return undefined;
  const [only] = repeated.children;
  const element = only !== undefined && repeated.children.length === 1 && repeated.name !== "array" ? only : repeated;
  const item = formatValue("x", element, type.item);
  return item && (item === "x" ? sql : `list_transform(${sql}, lambda x: ${item})`);
}

function formatMap(sql: string, node: ParquetNode, type: HiveType & { readonly kind: "map" }): string | undefined {
  const [key, value] = node.children[0]?.children ?? [];
  if (key === undefined || value === undefined) return undefined;
  const [k, v] = [formatValue("e.key", key, type.key), formatValue("e.value", value, type.value)];
  return k && v && `map_from_entries(list_transform(map_entries(${sql}), lambda e: struct_pack(k := ${k}, v := ${v})))`;
}

function formatStruct(
  sql: string,
  node: ParquetNode,
  type: HiveType & { readonly kind: "struct" },
): string | undefined {
  if (node.children.length === 0) return undefined;
  const fields = type.fields.map((field) => {
    const child = node.children.find(({ name }) => name.toLowerCase() === field.name);
    return child === undefined
      ? `CAST(NULL AS ${getStorageType(fromHive(field.type))})`
      : formatValue(`${sql}.${toSqlName(child.name)}`, child, field.type);
  });
  if (fields.includes(undefined)) return undefined;
  return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.map((field, index) => `f${index + 1} := ${field ?? "NULL"}`).join(", ")}) END`;
}

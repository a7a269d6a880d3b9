import { parseHiveType } from "../../foundation/columnar/parse-hive-type";
import { getPartitionKeys, type CatalogColumn, type CatalogTable } from "../catalog";
import { QueryFault } from "../query-engine";
import type { Relation } from "../syntax/ast";
import { fromHive } from "../types/hive";
import { BIGINT, VARCHAR, ZONED, getStorageType } from "../types/type";
import { createFaultAt, createName, type Context, type Field, type Scan, type ScanColumn } from "./context";
import type { FromClause } from "./analyze-derived";
import { INFORMATION_SCHEMA, analyzeInformationTable } from "./information-schema";
import { analyzeViewRelation } from "./view";
import { toSqlString } from "../../foundation/columnar/duckdb";
import { NULL_VALUE } from "../../foundation/columnar/hive-type";

/** `"t$partitions"`: a row for each partition in the catalog, a column for each partition key. */
function analyzePartitionsTable(table: CatalogTable, { session }: Context): FromClause {
  const name = createName(session, "r");
  const keys = getPartitionKeys(table).map(({ Name, Type = "string" }) => ({
    name: Name,
    type: fromHive(parseHiveType(Type)),
  }));
  const columns = keys.map(({ type }, index) => `CAST(k${index + 1} AS ${getStorageType(type)}) AS k${index + 1}`);
  const names = keys.map((_, index) => `k${index + 1}`).join(", ");
  const rows = session.catalog
    .getPartitions(table)
    .listAll()
    .map(({ values }) => `(${values.map((value) => (value === NULL_VALUE ? "NULL" : toSqlString(value))).join(", ")})`);
  const none = `SELECT ${keys.map((_, index) => `CAST(NULL AS VARCHAR) AS k${index + 1}`).join(", ")} WHERE false`;
  const all = rows.length === 0 ? none : `SELECT * FROM (VALUES ${rows.join(", ")}) AS v${name}(${names})`;
  const fields = keys.map(({ name: key, type }, index): Field => ({
    name: key,
    type,
    qualifier: [],
    sql: `${name}.k${index + 1}`,
  }));
  return { sql: `(SELECT ${columns.join(", ")} FROM (${all}) AS w${name}) AS ${name}`, fields };
}

const CATALOG = "awsdatacatalog";

interface TableRelation {
  readonly from: FromClause;
  readonly qualifier: readonly string[];
}

/** A table or view of the catalog. @throws QueryFault CATALOG_NOT_FOUND, SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, HIVE_INVALID_METADATA */
export function analyzeTableRelation(relation: Relation & { readonly is: "named" }, context: Context): TableRelation {
  const [name = "", database = context.database, catalog = CATALOG, ...more] = [...relation.name].reverse();
  if (more.length > 0) throw new QueryFault("SYNTAX_ERROR", `Too many dots in table name: ${relation.name.join(".")}`);
  const qualifier = [CATALOG, database, name];
  const about =
    catalog === CATALOG && database === INFORMATION_SCHEMA ? analyzeInformationTable(name, context) : undefined;
  if (about !== undefined) return { from: about, qualifier };
  const table = findTable({ name, database, catalog, at: relation.at }, context);
  if (name.endsWith("$partitions")) return { from: analyzePartitionsTable(table, context), qualifier };
  if (table.definition.TableType === "VIRTUAL_VIEW")
    return { from: analyzeViewRelation(table, context, relation.at), qualifier };
  return { from: createScan(table, context), qualifier };
}

interface TableReference {
  readonly name: string;
  readonly database: string;
  readonly catalog: string;
  readonly at: number;
}

function findTable({ name, database, catalog, at }: TableReference, context: Context): CatalogTable {
  const { session } = context;
  if (catalog !== CATALOG)
    throw createFaultAt(context, at, ["CATALOG_NOT_FOUND", `Catalog '${catalog}' does not exist`]);
  const plain = name.replace(/\$partitions$/, "");
  const table = session.catalog.findTable(database, plain);
  if (table !== undefined && (plain === name || getPartitionKeys(table).length > 0)) return table;
  if (
    database !== INFORMATION_SCHEMA &&
    !session.catalog.listDatabases().some(({ definition }) => definition.Name === database)
  )
    throw createFaultAt(context, at, ["SCHEMA_NOT_FOUND", `Schema '${database}' does not exist`]);
  throw createFaultAt(context, at, ["TABLE_NOT_FOUND", `Table '${CATALOG}.${database}.${name}' does not exist`]);
}

function createScan(table: CatalogTable, { session }: Context): FromClause {
  const id = createName(session, "s");
  const columns = listColumns(table);
  const scan: Scan = {
    id,
    table,
    columns: new Map(columns.map((column) => [column.name, column])),
    used: new Set(),
    conditions: [],
  };
  session.scans.push(scan);
  const fields = columns.map(({ name, type, comesFrom }): Field => ({
    name,
    type,
    qualifier: [],
    sql: `${id}."${name.replaceAll('"', '""')}"`,
    source: { scan, column: name },
    hidden: comesFrom === "object",
  }));
  return { sql: id, fields };
}

function listColumns(table: CatalogTable): ScanColumn[] {
  const createColumns = (columns: readonly CatalogColumn[], comesFrom: ScanColumn["comesFrom"]): ScanColumn[] =>
    columns.map(({ Name: name, Type: type = "string" }) => {
      const hive = parseColumnType(type, name, table);
      return { name, hive, type: fromHive(hive), comesFrom };
    });
  const data = createColumns(table.definition.StorageDescriptor?.Columns ?? [], "data");
  const keys = createColumns(getPartitionKeys(table), "partition");
  const twice = keys.find(({ name }) => data.some((column) => column.name === name));
  if (twice !== undefined)
    throw new QueryFault(
      "HIVE_INVALID_METADATA",
      `Hive metadata for table ${table.definition.Name} is invalid: Table descriptor contains duplicate columns`,
    );
  return [...data, ...keys, ...OBJECT_COLUMNS];
}

/** The hidden columns that describe the S3 object from which a row comes. */
const OBJECT_COLUMNS: readonly ScanColumn[] = [
  { name: "$path", type: VARCHAR, hive: { kind: "string" }, comesFrom: "object" },
  { name: "$file_size", type: BIGINT, hive: { kind: "bigint" }, comesFrom: "object" },
  { name: "$file_modified_time", type: ZONED, hive: { kind: "timestamp" }, comesFrom: "object" },
];

function parseColumnType(text: string, column: string, table: CatalogTable): ScanColumn["hive"] {
  try {
    return parseHiveType(text);
  } catch (cause) {
    throw Object.assign(
      new QueryFault(
        "HIVE_INVALID_METADATA",
        `Table ${table.database}.${table.definition.Name}: column ${column} has a type that cannot be read: ${text}`,
      ),
      { cause },
    );
  }
}

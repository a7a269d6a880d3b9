import { toSqlString } from "../../foundation/columnar/duckdb";
import { getPartitionKeys, type CatalogTable, type QueryCatalog } from "../catalog";
import { parseHiveType } from "../../foundation/columnar/parse-hive-type";
import { fromHive } from "../types/hive";
import { BIGINT, spell, VARCHAR, type SqlType } from "../types/type";
import { createName, type Context, type Field } from "./context";
import type { FromClause } from "./analyze-derived";

const CATALOG = "awsdatacatalog";
export const INFORMATION_SCHEMA = "information_schema";

type Value = string | number | null;

/** A table of `information_schema`: its columns, and its rows. */
interface InformationTable {
  readonly columns: Readonly<Record<string, SqlType>>;
  listRows(catalog: QueryCatalog): Value[][];
}

const createTexts = (...names: readonly string[]): Record<string, SqlType> =>
  Object.fromEntries(names.map((name) => [name, VARCHAR]));
const NAMES = ["table_catalog", "table_schema", "table_name"];
const isView = ({ definition }: CatalogTable): boolean => definition.TableType === "VIRTUAL_VIEW";

/**
 * The tables of `information_schema`, with the columns that Athena's guide shows ("Query the AWS Glue Data Catalog").
 */
const TABLES: Readonly<Record<string, InformationTable>> = {
  schemata: {
    columns: createTexts("catalog_name", "schema_name"),
    listRows: (catalog) => [
      ...catalog.listDatabases().map(({ definition }) => [CATALOG, definition.Name]),
      [CATALOG, INFORMATION_SCHEMA],
    ],
  },
  tables: {
    columns: createTexts(...NAMES, "table_type"),
    listRows: (catalog) =>
      listAllTables(catalog).map((table) => [...getName(table), isView(table) ? "VIEW" : "BASE TABLE"]),
  },
  columns: {
    columns: {
      ...createTexts(...NAMES, "column_name"),
      ordinal_position: BIGINT,
      ...createTexts("column_default", "is_nullable", "data_type", "comment", "extra_info"),
    },
    listRows: (catalog) => listAllTables(catalog).flatMap(listColumns),
  },
};

const listAllTables = (catalog: QueryCatalog): CatalogTable[] =>
  catalog.listDatabases().flatMap(({ definition }) => catalog.listTables(definition.Name));

const getName = ({ database, definition }: CatalogTable): Value[] => [CATALOG, database, definition.Name];

function listColumns(table: CatalogTable): Value[][] {
  const data = table.definition.StorageDescriptor?.Columns ?? [];
  return [...data, ...getPartitionKeys(table)].map(({ Name, Type = "string", Comment = null }, index) => [
    ...getName(table),
    Name,
    index + 1,
    null,
    "YES",
    formatTypeName(Type),
    Comment,
    index < data.length ? null : "partition key",
  ]);
}

/** A type as engine v3 spells it; a type that cannot be parsed stays as it is. */
function formatTypeName(hive: string): string {
  try {
    return spell(fromHive(parseHiveType(hive)));
  } catch {
    return hive;
  }
}

/** A table of `information_schema`; undefined if the schema has none of that name. */
export function analyzeInformationTable(name: string, { session }: Context): FromClause | undefined {
  const about = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  if (about === undefined) return undefined;
  const alias = createName(session, "r");
  const columns = Object.entries(about.columns);
  const lines = about
    .listRows(session.catalog)
    .map(
      (row) =>
        `(${row.map((value) => (value === null ? "NULL" : typeof value === "number" ? String(value) : toSqlString(value))).join(", ")})`,
    );
  const none = `SELECT ${columns.map((_, index) => `NULL AS c${index + 1}`).join(", ")} WHERE false`;
  const all =
    lines.length === 0
      ? none
      : `SELECT * FROM (VALUES ${lines.join(", ")}) AS v(${columns.map((_, index) => `c${index + 1}`).join(", ")})`;
  const typed = columns.map(
    ([, type], index) => `CAST(c${index + 1} AS ${type.kind === "bigint" ? "BIGINT" : "VARCHAR"}) AS c${index + 1}`,
  );
  const fields = columns.map(([column, type], index): Field => ({
    name: column,
    type,
    qualifier: [],
    sql: `${alias}.c${index + 1}`,
  }));
  return { sql: `(SELECT ${typed.join(", ")} FROM (${all}) AS w) AS ${alias}`, fields };
}

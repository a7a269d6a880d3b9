import { toSqlString } from "../../../../columnar/duckdb";
import { getPartitionKeys } from "../../../glue/model/catalog";
import { NULL_VALUE } from "../../../glue/model/partition-predicate";
import { parseHiveType } from "../../../glue/model/parse-hive-type";
import type { StoredTable } from "../../../glue/model/stored";
import { fromHive } from "../types/hive";
import { getStorageType } from "../types/type";
import { createName, type Context, type Field } from "./context";
import type { FromClause } from "./analyze-derived";

/** `"t$partitions"`: a row for each partition in the catalog, a column for each partition key. */
export function analyzePartitionsTable(table: StoredTable, { session }: Context): FromClause {
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

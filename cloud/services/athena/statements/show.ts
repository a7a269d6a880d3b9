import { isBadPattern, matching } from "../../../core/callers-pattern";
import { keysOf } from "../../glue/catalog";
import type { StoredTable } from "../../glue/stored";
import type { DdlOf } from "../ddl/statements";
import { badPattern, notPartitioned } from "../hive-fault";
import { hiveColumn } from "../results/result-column";
import { assertDatabase, databaseOf, isView, tableNamed, type DdlAnswer, type DdlContext } from "./ddl-context";
import { viewColumns } from "./describe";
import { padded } from "./padded";
import { partitionName } from "./partition-path";
import { partitionsMeant } from "./partition-spec";

const counted = (column: string, lines: readonly string[], type: "string" | "varchar" = "string"): DdlAnswer => ({
  columns: [hiveColumn(column, type)],
  lines,
  metadata: "counted",
});

/** SHOW TABLES: lists views, too. @throws HiveFault */
export function showTables(
  context: DdlContext,
  { database = context.database, pattern }: DdlOf<"show-tables">,
): DdlAnswer {
  assertDatabase(context, database);
  return counted("tab_name", named(context.catalog.tables(database), pattern));
}

/** SHOW VIEWS. @throws HiveFault */
export function showViews(
  context: DdlContext,
  { database = context.database, pattern }: DdlOf<"show-views">,
): DdlAnswer {
  assertDatabase(context, database);
  return counted("views", named(context.catalog.tables(database).filter(isView), pattern), "varchar");
}

/** In a pattern, `*` is any text and `|` separates alternatives; the rest is a regular expression for the whole name (ATH-030). */
function named(tables: readonly StoredTable[], pattern: string | undefined): readonly string[] {
  const names = tables.map(({ definition }) => definition.Name);
  if (pattern === undefined) return names;
  try {
    // `.*` in a pattern becomes `..*`: a character, and then any text.
    return matching(new RegExp(`^(?:${pattern.replaceAll("*", ".*")})$`, "iu"), names, String);
  } catch (error) {
    if (isBadPattern(error)) throw badPattern(pattern);
    throw error;
  }
}

/** SHOW PARTITIONS: the partitions in the catalog, in the order in which they were created; AWS documents no order (ATH-028). @throws HiveFault */
export function showPartitions(context: DdlContext, { table: name, spec }: DdlOf<"show-partitions">): DdlAnswer {
  const table = tableNamed(context, name);
  const keys = keysOf(table).map((key) => key.Name);
  if (keys.length === 0) throw notPartitioned(name.name);
  const partitions =
    spec === undefined ? context.catalog.partitions(table).all() : partitionsMeant(context, table, spec);
  return counted(
    "partition",
    partitions.map(({ values }) => partitionName(keys, values)),
  );
}

/** SHOW COLUMNS: names, padded to 20 characters; for a view, the same answer as DESCRIBE. @throws HiveFault */
export function showColumns(context: DdlContext, { table: name }: DdlOf<"show-columns">): DdlAnswer {
  const table = tableNamed(context, { ...name, database: databaseOf(context, name) });
  if (isView(table)) return viewColumns(table);
  const columns = [...(table.definition.StorageDescriptor?.Columns ?? []), ...keysOf(table)];
  return counted(
    "field",
    columns.map((column) => padded(column.Name)),
  );
}

/** SHOW TBLPROPERTIES: all properties, or the value of one. @throws HiveFault */
export function showTableProperties(
  context: DdlContext,
  { table: name, property }: DdlOf<"show-table-properties">,
): DdlAnswer {
  const { definition } = tableNamed(context, name);
  const { EXTERNAL: external, transient_lastDdlTime: changed, ...rest } = definition.Parameters ?? {};
  const first = Object.entries({ EXTERNAL: external, transient_lastDdlTime: changed }).filter(
    ([, value]) => value !== undefined,
  );
  const all = [...first, ...Object.entries(rest)];
  const columns = [hiveColumn("prpt_name"), hiveColumn("prpt_value")];
  if (property === undefined)
    return { columns, lines: linesOf(all.map(([key, value]) => `${key}\t${value ?? ""}`)), metadata: "counted" };
  const found = all.find(([key]) => key === property)?.[1];
  return {
    columns,
    lines: linesOf([found ?? `Table ${databaseOf(context, name)}.${name.name} does not have property: ${property}`]),
    metadata: "counted",
  };
}

/** A value with line breaks becomes several rows (measured). */
const linesOf = (rows: readonly string[]): readonly string[] => rows.flatMap((row) => row.split("\n"));

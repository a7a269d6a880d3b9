import { isBadPattern, selectMatching } from "../../../../core/callers-pattern";
import { getPartitionKeys } from "../../../glue/model/catalog";
import type { StoredTable } from "../../../glue/model/stored";
import type { DdlOf } from "../ddl/statements";
import { createBadPatternFault, createNotPartitionedFault } from "../hive-fault";
import { createHiveColumn } from "../results/result-files";
import { assertDatabase, getDatabase, isView, requireTable, type DdlAnswer, type DdlContext } from "./ddl-context";
import { describeView } from "./describe";
import { selectPartitions, padField, formatPartitionName } from "./partition-spec";

const createCountedAnswer = (
  column: string,
  lines: readonly string[],
  type: "string" | "varchar" = "string",
): DdlAnswer => ({
  columns: [createHiveColumn(column, type)],
  lines,
  metadata: "counted",
});

/** SHOW TABLES: lists views, too. @throws HiveFault */
export function showTables(
  context: DdlContext,
  { database = context.database, pattern }: DdlOf<"show-tables">,
): DdlAnswer {
  assertDatabase(context, database);
  return createCountedAnswer("tab_name", filterByPattern(context.catalog.listTables(database), pattern));
}

/** SHOW VIEWS. @throws HiveFault */
export function showViews(
  context: DdlContext,
  { database = context.database, pattern }: DdlOf<"show-views">,
): DdlAnswer {
  assertDatabase(context, database);
  return createCountedAnswer(
    "views",
    filterByPattern(context.catalog.listTables(database).filter(isView), pattern),
    "varchar",
  );
}

/** In a pattern, `*` is any text and `|` separates alternatives; the rest is a regular expression for the whole name (ATH-030). */
function filterByPattern(tables: readonly StoredTable[], pattern: string | undefined): readonly string[] {
  const names = tables.map(({ definition }) => definition.Name);
  if (pattern === undefined) return names;
  try {
    // `.*` in a pattern becomes `..*`: a character, and then any text.
    return selectMatching(new RegExp(`^(?:${pattern.replaceAll("*", ".*")})$`, "iu"), names, String);
  } catch (error) {
    if (isBadPattern(error)) throw createBadPatternFault(pattern);
    throw error;
  }
}

/** SHOW PARTITIONS: the partitions in the catalog, in the order in which they were created; AWS documents no order (ATH-028). @throws HiveFault */
export function showPartitions(context: DdlContext, { table: name, spec }: DdlOf<"show-partitions">): DdlAnswer {
  const table = requireTable(context, name);
  const keys = getPartitionKeys(table).map((key) => key.Name);
  if (keys.length === 0) throw createNotPartitionedFault(name.name);
  const partitions =
    spec === undefined ? context.catalog.getPartitions(table).listAll() : selectPartitions(context, table, spec);
  return createCountedAnswer(
    "partition",
    partitions.map(({ values }) => formatPartitionName(keys, values)),
  );
}

/** SHOW COLUMNS: names, padded to 20 characters; for a view, the same answer as DESCRIBE. @throws HiveFault */
export function showColumns(context: DdlContext, { table: name }: DdlOf<"show-columns">): DdlAnswer {
  const table = requireTable(context, { ...name, database: getDatabase(context, name) });
  if (isView(table)) return describeView(table);
  const columns = [...(table.definition.StorageDescriptor?.Columns ?? []), ...getPartitionKeys(table)];
  return createCountedAnswer(
    "field",
    columns.map((column) => padField(column.Name)),
  );
}

/** SHOW TBLPROPERTIES: all properties, or the value of one. @throws HiveFault */
export function showTableProperties(
  context: DdlContext,
  { table: name, property }: DdlOf<"show-table-properties">,
): DdlAnswer {
  const { definition } = requireTable(context, name);
  const { EXTERNAL: external, transient_lastDdlTime: changed, ...rest } = definition.Parameters ?? {};
  const first = Object.entries({ EXTERNAL: external, transient_lastDdlTime: changed }).filter(
    ([, value]) => value !== undefined,
  );
  const all = [...first, ...Object.entries(rest)];
  const columns = [createHiveColumn("prpt_name"), createHiveColumn("prpt_value")];
  if (property === undefined)
    return { columns, lines: splitLines(all.map(([key, value]) => `${key}\t${value ?? ""}`)), metadata: "counted" };
  const found = all.find(([key]) => key === property)?.[1];
  return {
    columns,
    lines: splitLines([
      found ?? `Table ${getDatabase(context, name)}.${name.name} does not have property: ${property}`,
    ]),
    metadata: "counted",
  };
}

/** A value with line breaks becomes several rows (measured). */
const splitLines = (rows: readonly string[]): readonly string[] => rows.flatMap((row) => row.split("\n"));

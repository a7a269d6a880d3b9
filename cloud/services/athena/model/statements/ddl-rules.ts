import type { DdlOf, DdlStatement } from "../ddl/statements";
import { addPartitions, dropPartitions, renamePartition, createPartition } from "./alter-partitions";
import { addColumns, dropColumn, renameTable, replaceColumns, setLocation, setTableProperties } from "./alter-table";
import { createTable } from "./create-table";
import {
  type DdlAnswer,
  type DdlContext,
  DONE,
  findTable,
  formatFullName,
  isView,
  createPartitions,
} from "./ddl-context";
import { describe } from "./describe";
import { showCreateTable, showCreateView } from "./show-create";
import { showColumns, showPartitions, showTableProperties, showTables, showViews } from "./show";
import {
  createDropsView,
  createNoViewFault,
  createTableMissing,
  createBadPatternFault,
  createDatabaseExists,
  createDatabaseMissing,
  createDatabaseNotEmpty,
  createNameIsNullFault,
  createPathOfView,
} from "../hive-fault";
import { isBadPattern, selectMatching } from "../../../../core/callers-pattern";
import { createHiveColumn } from "../results/result-files";
import { getPartitionKeys } from "../../../glue/model/catalog";
import type { StoredTable } from "../../../glue/model/stored";
import { splitBucketAndKey } from "../../../s3/model/bucket";
import { toFolder, parseKeyAndValue, formatPartitionName } from "./partition-spec";

/**
 * MSCK REPAIR TABLE: adds the partitions whose folders are named `key=value`, each key spelled as in the catalog, and
 * lists what it found (ATH-025, ATH-026). It removes no partition.
 *
 * @throws HiveFault
 */
function repairTable(context: DdlContext, { table: name }: DdlOf<"repair-table">): DdlAnswer {
  const table = findTable(context, name);
  if (table === undefined) return createAnswer([`Tables not in metastore:\t${name.name}`]);
  if (isView(table)) throw createPathOfView();
  if (table.definition.TableType === undefined) throw createNameIsNullFault();
  const found = listFolders(context, table);
  if (found === undefined) return createAnswer([`Tables missing on filesystem:\t${name.name}`]);
  return createAnswer(repairPartitions(context, table, found));
}

const createAnswer = (lines: readonly string[]): DdlAnswer => ({ columns: [], lines, metadata: "plain" });

function repairPartitions(context: DdlContext, table: StoredTable, folders: readonly string[]): readonly string[] {
  const { Name: name, StorageDescriptor: descriptor } = table.definition;
  const keys = getPartitionKeys(table).map((key) => key.Name);
  const known = context.catalog
    .getPartitions(table)
    .listAll()
    .map((partition) => ({
      values: partition.values,
      folder: toFolder(context.catalog.getPartitions(table).createDescriptor(partition)?.Location ?? ""),
    }));
  const root = toFolder(descriptor?.Location ?? "");
  const knownFolders = new Set(known.map(({ folder }) => folder));
  const missing = folders.filter((folder) => !knownFolders.has(`${root}${folder}/`));
  const held = new Set(folders.map((folder) => `${root}${folder}/`));
  const removed = known
    .filter(({ folder }) => folder.startsWith(root) && !held.has(folder))
    .map(({ values }) => formatPartitionName(keys, values));
  const added = missing.flatMap((folder) => {
    const values = parseValues(folder, keys);
    return values === undefined || context.catalog.getPartitions(table).find(values) !== undefined
      ? []
      : [{ folder, values }];
  });
  createPartitions(
    context.calls,
    table,
    added.map(({ folder, values }) =>
      createPartition(table, values, { location: `${root}${folder}`, now: context.core.now() }),
    ),
  );
  const list = (title: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${title}:${names.map((item) => `\t${name}:${item}`).join("")}`];
  return [
    ...list("Partitions not in metastore", missing),
    ...list("Partitions missing from filesystem", removed),
    ...added.map(({ folder }) => `Repair: Added partition to metastore ${name}:${folder}`),
  ];
}

/** The values in the names of folders; undefined if the names are not `key=value` with the table's keys, which the catalog stores in lower case. */
function parseValues(path: string, keys: readonly string[]): string[] | undefined {
  const values: string[] = [];
  for (const [index, folder] of path.split("/").entries()) {
    const [key, value] = parseKeyAndValue(folder) ?? [];
    if (key === undefined || key !== keys[index]) return undefined;
    values.push(value ?? "");
  }
  return values;
}

/** The folders that hold files, as many levels below the table's location as the table has keys; undefined if there is no file at all. */
function listFolders(context: DdlContext, table: StoredTable): readonly string[] | undefined {
  const { bucket, key: root } = splitBucketAndKey(toFolder(table.definition.StorageDescriptor?.Location ?? ""));
  if (!context.objects.hasBucket(bucket)) return undefined;
  const held = context.objects.listFilesUnder(bucket, root);
  held.release();
  if (held.files.length === 0) return undefined;
  const levels = getPartitionKeys(table).length;
  const folders = new Set<string>();
  for (const { key } of held.files) {
    const path = key.slice(root.length).split("/");
    const isHidden = path
      .slice(0, levels)
      .some((folder) => folder === "" || folder.startsWith("_") || folder.startsWith("."));
    if (levels > 0 && path.length > levels && !isHidden) folders.add(path.slice(0, levels).join("/"));
  }
  return [...folders];
}

const find = ({ catalog }: DdlContext, name: string) =>
  catalog.listDatabases().find(({ definition }) => definition.Name === name);

/** CREATE DATABASE. @throws HiveFault */
function createDatabase(
  context: DdlContext,
  { name, ifNotExists, comment, location, properties }: DdlOf<"create-database">,
): DdlAnswer {
  if (find(context, name) !== undefined) {
    if (ifNotExists) return DONE;
    throw createDatabaseExists(name);
  }
  context.calls.createDatabase({
    Name: name,
    ...(comment === undefined ? {} : { Description: comment }),
    ...(location === undefined ? {} : { LocationUri: location }),
    ...(Object.keys(properties).length === 0 ? {} : { Parameters: { ...properties } }),
  });
  return DONE;
}

/** DROP DATABASE: drops its tables too only with CASCADE. @throws HiveFault */
function dropDatabase(context: DdlContext, { name, ifExists, cascade }: DdlOf<"drop-database">): DdlAnswer {
  if (find(context, name) === undefined) {
    if (ifExists) return DONE;
    throw createDatabaseMissing(name);
  }
  if (!cascade && context.catalog.listTables(name).length > 0) throw createDatabaseNotEmpty(name);
  context.calls.deleteDatabase(name);
  return DONE;
}

/** ALTER DATABASE … SET DBPROPERTIES. @throws HiveFault */
function alterDatabase(context: DdlContext, { name, properties }: DdlOf<"alter-database">): DdlAnswer {
  const database = find(context, name);
  if (database === undefined) throw createDatabaseMissing(name);
  const { definition } = database;
  context.calls.updateDatabase({ ...definition, Parameters: { ...definition.Parameters, ...properties } });
  return DONE;
}

/**
 * SHOW DATABASES. A pattern is a regular expression for the whole name, in which a lone `*` means any name; capital
 * letters match no name (measured on AWS, 2026-09-27).
 *
 * @throws HiveFault if the pattern is not a regular expression
 */
function showDatabases({ catalog }: DdlContext, { pattern = "*" }: DdlOf<"show-databases">): DdlAnswer {
  const names = catalog.listDatabases().map(({ definition }) => definition.Name);
  return {
    columns: [createHiveColumn("database_name")],
    lines: filterByPattern(names, pattern === "*" ? ".*" : pattern),
    metadata: "counted",
  };
}

function filterByPattern(names: readonly string[], pattern: string): string[] {
  try {
    return selectMatching(new RegExp(`^(?:${pattern})$`, "u"), names, String);
  } catch (error) {
    if (isBadPattern(error))
      throw createBadPatternFault(`${error.message.split(": ").at(-1) ?? ""} near index 0\n${pattern}\n^`);
    throw error;
  }
}

/** DROP TABLE. The files stay where they are: every table is external. @throws HiveFault */
function dropTable(context: DdlContext, { table: name, ifExists }: DdlOf<"drop-table">): DdlAnswer {
  const table = findTable(context, name);
  if (table === undefined) {
    if (ifExists) return DONE;
    throw createTableMissing(formatFullName(context, name));
  }
  if (isView(table)) throw createDropsView();
  context.calls.deleteTable(table);
  return DONE;
}

/** DROP VIEW. @throws HiveFault */
function dropView(context: DdlContext, { table: name, ifExists }: DdlOf<"drop-view">): DdlAnswer {
  const view = findTable(context, name);
  if (view === undefined) {
    if (ifExists) return DONE;
    throw createTableMissing(formatFullName(context, name));
  }
  if (!isView(view)) throw createNoViewFault(formatFullName(context, name));
  context.calls.deleteTable(view);
  return DONE;
}

/** How one kind of statement is run, and how the API names it. */
interface DdlRule<K extends DdlStatement["kind"]> {
  /** The API's StatementType (ATH-010). */
  readonly type: "DDL" | "UTILITY";
  /** The API's SubstatementType. */
  readonly subtype: string;
  readonly run: (context: DdlContext, statement: DdlOf<K>) => DdlAnswer;
}

/** Every kind of statement that Hive's parser of Athena reads. */
const RULES: { readonly [K in DdlStatement["kind"]]: DdlRule<K> } = {
  "create-database": { type: "DDL", subtype: "CREATE_DATABASE", run: createDatabase },
  "drop-database": { type: "DDL", subtype: "DROP_DATABASE", run: dropDatabase },
  "alter-database": { type: "DDL", subtype: "ALTER_DATABASE", run: alterDatabase },
  "create-table": { type: "DDL", subtype: "CREATE_TABLE", run: createTable },
  "drop-table": { type: "DDL", subtype: "DROP_TABLE", run: dropTable },
  "drop-view": { type: "DDL", subtype: "DROP_VIEW", run: dropView },
  "add-partitions": { type: "DDL", subtype: "ALTER_TABLE_ADD_PARTITION", run: addPartitions },
  "drop-partitions": { type: "DDL", subtype: "ALTER_TABLE_DROP_PARTITION", run: dropPartitions },
  "rename-partition": { type: "DDL", subtype: "ALTER_TABLE_RENAME_PARTITION", run: renamePartition },
  "set-location": { type: "DDL", subtype: "ALTER_TABLE_SET_LOCATION", run: setLocation },
  "add-columns": { type: "DDL", subtype: "ALTER_TABLE_ADD_COLUMN", run: addColumns },
  "replace-columns": { type: "DDL", subtype: "ALTER_TABLE_REPLACE_COLUMN", run: replaceColumns },
  "set-table-properties": { type: "DDL", subtype: "ALTER_TABLE_PROPERTIES", run: setTableProperties },
  "rename-table": { type: "DDL", subtype: "ALTER_TABLE_RENAME", run: renameTable },
  "drop-column": { type: "DDL", subtype: "ALTER_TABLE_DROP_COLUMN", run: dropColumn },
  "repair-table": { type: "DDL", subtype: "MSCK_REPAIR", run: repairTable },
  "show-databases": { type: "UTILITY", subtype: "SHOW_DATABASES", run: showDatabases },
  "show-tables": { type: "UTILITY", subtype: "SHOW_TABLES", run: showTables },
  "show-views": { type: "UTILITY", subtype: "SHOW_VIEWS", run: showViews },
  "show-partitions": { type: "UTILITY", subtype: "SHOW_PARTITIONS", run: showPartitions },
  "show-columns": { type: "UTILITY", subtype: "SHOW_COLUMNS", run: showColumns },
  "show-create-table": { type: "UTILITY", subtype: "SHOW_CREATE_TABLE", run: showCreateTable },
  "show-create-view": { type: "UTILITY", subtype: "SHOW_CREATE_VIEW", run: showCreateView },
  "show-table-properties": { type: "UTILITY", subtype: "SHOW_TABLE_PROPERTIES", run: showTableProperties },
  describe: { type: "UTILITY", subtype: "DESCRIBE_TABLE", run: describe },
};

export const getRule = (statement: DdlStatement): DdlRule<DdlStatement["kind"]> =>
  // The border: the rule under a statement's kind takes statements of that kind.
  RULES[statement.kind] as DdlRule<DdlStatement["kind"]>;

import type { Core } from "../../../../core/core";
import type { Catalog } from "../../../glue/model/catalog";
import type { CheckedPartitionInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";
import type { S3ForServices } from "../../../s3/model/ports";
import type { TableName } from "../ddl/statements";
import type { CatalogChanges } from "../ports";
import { createDatabaseMissing, createPartitionExistsFault, createTableMissing } from "../hive-fault";
import type { ResultColumn } from "../stored-execution";

/** The dependencies of a DDL statement. */
export interface DdlContext {
  readonly core: Pick<Core, "now">;
  /** The Data Catalog, for reading; `calls` changes it. */
  readonly catalog: Catalog;
  readonly calls: CatalogChanges;
  readonly objects: Pick<S3ForServices, "hasBucket" | "listFilesUnder">;
  /** The database of table names that name none. */
  readonly database: string;
}

/** The answer of a DDL statement: lines of text, which are both the rows and the result file (ATH-015). */
export interface DdlAnswer {
  readonly columns: readonly ResultColumn[];
  readonly lines: readonly string[];
  /**
   * Whether there is a `.metadata` file beside the result: `plain` if so, for a result without UpdateCount, or
   * `counted`, for one with an UpdateCount of 0. Statements without columns mostly have none.
   */
  readonly metadata: "plain" | "counted" | "none";
  readonly subtype?: string;
}

/** The answer of a statement that returns no rows. */
export const DONE: DdlAnswer = { columns: [], lines: [], metadata: "none" };
/** The answer of a statement without rows that Hive runs, which has a `.metadata` file. */
export const DONE_BY_HIVE: DdlAnswer = { columns: [], lines: [], metadata: "plain" };

export const getDatabase = ({ database }: Pick<DdlContext, "database">, name: TableName): string =>
  name.database ?? database;

/** A table's name as messages write it, `database.table`. */
export const formatFullName = (context: Pick<DdlContext, "database">, name: TableName): string =>
  `${getDatabase(context, name)}.${name.name}`;

export function findTable(context: DdlContext, name: TableName): StoredTable | undefined {
  return context.catalog.findTable(getDatabase(context, name), name.name);
}

/** @throws HiveFault */
export function requireTable(context: DdlContext, name: TableName): StoredTable {
  const table = findTable(context, name);
  if (table === undefined) throw createTableMissing(formatFullName(context, name));
  return table;
}

/** @throws HiveFault if one of the partitions already exists */
export function createPartitions(
  calls: CatalogChanges,
  table: StoredTable,
  partitions: readonly CheckedPartitionInput[],
): void {
  if (calls.createPartitions(table, partitions) !== undefined) throw createPartitionExistsFault();
}

/** @throws HiveFault if the database does not exist */
export function assertDatabase({ catalog }: DdlContext, name: string): void {
  if (!catalog.listDatabases().some(({ definition }) => definition.Name === name.toLowerCase()))
    throw createDatabaseMissing(name);
}

export const isView = ({ definition }: StoredTable): boolean => definition.TableType === "VIRTUAL_VIEW";

import type { Core } from "../../../core/core";
import type { Catalog } from "../../glue/catalog";
import type { GivenPartition } from "../../glue/fields";
import type { StoredTable } from "../../glue/stored";
import type { S3ForServices } from "../../s3/ports";
import type { TableName } from "../ddl/statements";
import type { CatalogChanges } from "../ports";
import { databaseMissing, partitionExists, tableMissing } from "../hive-fault";
import type { ResultColumn } from "../stored-execution";

/** What a statement of DDL works with. */
export interface DdlContext {
  readonly core: Pick<Core, "now">;
  /** For reading; changes go through `calls`. */
  readonly catalog: Catalog;
  readonly calls: CatalogChanges;
  readonly objects: Pick<S3ForServices, "bucketExists" | "filesUnder">;
  /** Where names without a database are looked for. */
  readonly database: string;
}

/** What a statement of DDL answers: lines of text, which are both the rows and the file (ATH-015). */
export interface DdlAnswer {
  readonly columns: readonly ResultColumn[];
  readonly lines: readonly string[];
  /**
   * Whether the file has a companion, and which: `plain`, which goes with a result without UpdateCount, or `counted`, with an
   * UpdateCount of 0. Statements without columns mostly have none.
   */
  readonly metadata: "plain" | "counted" | "none";
  readonly subtype?: string;
}

/** A statement that only does something. */
export const DONE: DdlAnswer = { columns: [], lines: [], metadata: "none" };
/** One that Hive itself does, which leaves a companion behind. */
export const DONE_BY_HIVE: DdlAnswer = { columns: [], lines: [], metadata: "plain" };

export const databaseOf = ({ database }: Pick<DdlContext, "database">, name: TableName): string =>
  name.database ?? database;

/** `database.table`, as messages have it. */
export const fullName = (context: Pick<DdlContext, "database">, name: TableName): string =>
  `${databaseOf(context, name)}.${name.name}`;

export function findTable(context: DdlContext, name: TableName): StoredTable | undefined {
  return context.catalog.findTable(databaseOf(context, name), name.name);
}

/** @throws HiveFault */
export function tableNamed(context: DdlContext, name: TableName): StoredTable {
  const table = findTable(context, name);
  if (table === undefined) throw tableMissing(fullName(context, name));
  return table;
}

/** @throws HiveFault if one of them is there */
export function createPartitions(
  calls: CatalogChanges,
  table: StoredTable,
  partitions: readonly GivenPartition[],
): void {
  if (calls.createPartitions(table, partitions) !== undefined) throw partitionExists();
}

/** @throws HiveFault if there is no such database */
export function assertDatabase({ catalog }: DdlContext, name: string): void {
  if (!catalog.databases().some(({ definition }) => definition.Name === name.toLowerCase()))
    throw databaseMissing(name);
}

export const isView = ({ definition }: StoredTable): boolean => definition.TableType === "VIRTUAL_VIEW";

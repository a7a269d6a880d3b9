import type { ColumnInput, CheckedTableInput } from "../../../glue/model/fields";
import { spellHiveType } from "../../../../../foundation/columnar/hive-type";
import { HiveTypeError, parseHiveType } from "../../../../../foundation/columnar/parse-hive-type";
import type { ColumnDefinition, CreateTable } from "../ddl/statements";
import {
  createBadTypeFault,
  createBucketMissing,
  createColumnRepeated,
  createColumnTwice,
  createTableExists,
} from "../hive-fault";
import { splitBucketAndKey } from "../../../s3/model/bucket";
import { assertDatabase, getDatabase, DONE, findTable, type DdlAnswer, type DdlContext } from "./ddl-context";
import { createSerdeProperties, resolveStorageFormat } from "./storage-formats";

/** CREATE EXTERNAL TABLE. @throws HiveFault */
export function createTable(context: DdlContext, statement: CreateTable): DdlAnswer {
  const database = getDatabase(context, statement.table);
  assertDistinct(statement);
  assertDatabase(context, database);
  if (findTable(context, statement.table) !== undefined) {
    if (statement.ifNotExists) return DONE;
    throw createTableExists(statement.table.name);
  }
  const { bucket } = splitBucketAndKey(statement.location ?? "");
  if (!context.objects.hasBucket(bucket)) throw createBucketMissing(bucket);
  context.calls.createTable(database, createTableInput(statement, context.core.now()));
  return DONE;
}

function assertDistinct({ columns, partitionedBy }: CreateTable): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) throw createColumnTwice(name);
    seen.add(name);
  }
  for (const { name } of partitionedBy) {
    if (seen.has(name)) throw createColumnRepeated();
    seen.add(name);
  }
}

/** The table as Athena stores it in the catalog. @param now ms since the epoch */
function createTableInput(statement: CreateTable, now: number): CheckedTableInput {
  const { input, output, serde } = resolveStorageFormat(statement);
  const { bucketing } = statement;
  return {
    Name: statement.table.name,
    Owner: "hadoop",
    LastAccessTime: new Date(0),
    Retention: 0,
    TableType: "EXTERNAL_TABLE",
    Parameters: {
      EXTERNAL: "TRUE",
      transient_lastDdlTime: String(Math.floor(now / 1000)),
      ...(statement.comment === undefined ? {} : { comment: statement.comment }),
      ...statement.properties,
    },
    PartitionKeys: toCatalogColumns(statement.partitionedBy),
    StorageDescriptor: {
      Columns: toCatalogColumns(statement.columns),
      Location: statement.location,
      InputFormat: input,
      OutputFormat: output,
      Compressed: false,
      NumberOfBuckets: bucketing?.buckets ?? -1,
      SerdeInfo: { SerializationLibrary: serde, Parameters: createSerdeProperties(statement.rowFormat) },
      BucketColumns: [...(bucketing?.columns ?? [])],
      SortColumns: (bucketing?.sorted ?? []).map(({ column, ascending }) => ({
        Column: column,
        SortOrder: Number(ascending),
      })),
      Parameters: {},
      SkewedInfo: { SkewedColumnNames: [], SkewedColumnValues: [], SkewedColumnValueLocationMaps: {} },
      StoredAsSubDirectories: false,
    },
  };
}

/** Columns as the catalog stores them. @throws HiveFault if a type does not exist */
export const toCatalogColumns = (columns: readonly ColumnDefinition[]): ColumnInput[] =>
  columns.map(({ name, type, comment }) => ({
    Name: name,
    Type: formatType(type),
    ...(comment === undefined ? {} : { Comment: comment }),
  }));

function formatType(type: string): string {
  try {
    return spellHiveType(parseHiveType(type));
  } catch (error) {
    if (error instanceof HiveTypeError) throw createBadTypeFault(error.message);
    throw error;
  }
}

import type { ColumnInput, DescriptorInput, CheckedTableInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";
import type { DdlOf, PartitionSpec } from "../ddl/statements";
import {
  createBucketMissing,
  createCannotDropColumn,
  createCannotRename,
  createColumnExists,
  createColumnTwice,
  createPartitionMissingFault,
} from "../hive-fault";
import { splitBucketAndKey } from "../../../s3/model/bucket";
import { requireAlterableTable } from "./alter-partitions";
import { toCatalogColumns } from "./create-table";
import { DONE, DONE_BY_HIVE, type DdlAnswer, type DdlContext } from "./ddl-context";
import { formatSpec, getValues } from "./partition-spec";
import type { StoredPartition } from "../../../glue/model/partition-batch";

/** ALTER TABLE … SET LOCATION, of a table or of one partition. @throws HiveFault */
export function setLocation(context: DdlContext, statement: DdlOf<"set-location">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  const { bucket } = splitBucketAndKey(statement.location);
  if (!context.objects.hasBucket(bucket)) throw createBucketMissing(bucket);
  changeDescriptor(context, { table, spec: statement.spec }, (descriptor) => ({
    ...descriptor,
    Location: statement.location,
  }));
  return DONE;
}

/** ALTER TABLE … ADD COLUMNS, of a table or of one partition. A table's existing partitions keep their columns (ATH-018). @throws HiveFault */
export function addColumns(context: DdlContext, statement: DdlOf<"add-columns">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  const added = toCatalogColumns(statement.columns);
  changeDescriptor(context, { table, spec: statement.spec }, (descriptor) => {
    const columns = [...(descriptor.Columns ?? []), ...added];
    assertDistinct([...columns, ...(table.definition.PartitionKeys ?? [])], createColumnExists);
    return { ...descriptor, Columns: columns };
  });
  return DONE_BY_HIVE;
}

/** ALTER TABLE … REPLACE COLUMNS. @throws HiveFault */
export function replaceColumns(context: DdlContext, statement: DdlOf<"replace-columns">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  const columns = toCatalogColumns(statement.columns);
  assertDistinct(columns, createColumnTwice);
  changeDescriptor(context, { table, spec: statement.spec }, (descriptor) => ({ ...descriptor, Columns: columns }));
  return DONE_BY_HIVE;
}

/** ALTER TABLE … SET TBLPROPERTIES. @throws HiveFault */
export function setTableProperties(context: DdlContext, statement: DdlOf<"set-table-properties">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  context.calls.updateTable(
    table.database,
    changeTable(table, context.core.now(), { properties: statement.properties }),
  );
  return DONE;
}

/** ALTER TABLE … RENAME TO: Athena starts it, and Glue refuses. @throws HiveFault always */
export function renameTable(context: DdlContext, statement: DdlOf<"rename-table">): DdlAnswer {
  requireAlterableTable(context, statement);
  throw createCannotRename();
}

/** ALTER TABLE … DROP COLUMN: Athena starts it too, and it fails. @throws HiveFault always */
export function dropColumn(_context: DdlContext, { message }: DdlOf<"drop-column">): DdlAnswer {
  throw createCannotDropColumn(message);
}

function assertDistinct(columns: readonly ColumnInput[], fault: (name: string) => Error): void {
  const seen = new Set<string>();
  for (const { Name: name } of columns) {
    if (seen.has(name)) throw fault(name);
    seen.add(name);
  }
}

function changeDescriptor(
  context: DdlContext,
  { table, spec }: { readonly table: StoredTable; readonly spec: PartitionSpec | undefined },
  change: (descriptor: DescriptorInput) => DescriptorInput,
): void {
  if (spec === undefined) {
    context.calls.updateTable(
      table.database,
      changeTable(table, context.core.now(), { descriptor: change(table.definition.StorageDescriptor ?? {}) }),
    );
    return;
  }
  const partitions = context.catalog.getPartitions(table);
  const before: StoredPartition | undefined = partitions.find(getValues(table, spec));
  if (before === undefined) throw createPartitionMissingFault(formatSpec(spec));
  context.calls.updatePartition(table, before, {
    Values: [...before.values],
    StorageDescriptor: change(partitions.createDescriptor(before) ?? {}),
    ...(before.parameters === undefined ? {} : { Parameters: { ...before.parameters } }),
  });
}

/** The changed table as the catalog stores it, with the time of this statement among its properties. */
function changeTable(
  { definition, lastAccessAt }: StoredTable,
  now: number,
  {
    descriptor,
    properties,
  }: { readonly descriptor?: DescriptorInput; readonly properties?: Readonly<Record<string, string>> },
): CheckedTableInput {
  return {
    ...definition,
    ...(lastAccessAt === undefined ? {} : { LastAccessTime: new Date(lastAccessAt) }),
    ...(descriptor === undefined ? {} : { StorageDescriptor: descriptor }),
    Parameters: { ...definition.Parameters, transient_lastDdlTime: String(Math.floor(now / 1000)), ...properties },
  };
}

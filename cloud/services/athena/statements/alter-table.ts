import type { GivenColumn, GivenDescriptor, GivenTable } from "../../glue/fields";
import type { StoredPartition } from "../../glue/stored-partition";
import type { StoredTable } from "../../glue/stored";
import type { DdlOf, PartitionSpec } from "../ddl/statements";
import {
  bucketMissing,
  cannotDropColumn,
  cannotRename,
  columnThere,
  columnTwice,
  partitionMissing,
} from "../hive-fault";
import { bucketAndKey } from "../../s3/location";
import { alteredTable } from "./alter-partitions";
import { catalogColumns } from "./create-table";
import { DONE, DONE_BY_HIVE, type DdlAnswer, type DdlContext } from "./ddl-context";
import { shownSpec, valuesOf } from "./partition-spec";

/** ALTER TABLE … SET LOCATION, of a table or of one partition. @throws HiveFault */
export function setLocation(context: DdlContext, statement: DdlOf<"set-location">): DdlAnswer {
  const table = alteredTable(context, statement);
  const { bucket } = bucketAndKey(statement.location);
  if (!context.objects.bucketExists(bucket)) throw bucketMissing(bucket);
  changeDescriptor(context, { table, spec: statement.spec }, (descriptor) => ({
    ...descriptor,
    Location: statement.location,
  }));
  return DONE;
}

/** ALTER TABLE … ADD COLUMNS, of a table or of one partition. A table's existing partitions keep their columns (ATH-018). @throws HiveFault */
export function addColumns(context: DdlContext, statement: DdlOf<"add-columns">): DdlAnswer {
  const table = alteredTable(context, statement);
  const added = catalogColumns(statement.columns);
  changeDescriptor(context, { table, spec: statement.spec }, (descriptor) => {
    const columns = [...(descriptor.Columns ?? []), ...added];
    assertDistinct([...columns, ...(table.definition.PartitionKeys ?? [])], columnThere);
    return { ...descriptor, Columns: columns };
  });
  return DONE_BY_HIVE;
}

/** ALTER TABLE … REPLACE COLUMNS. @throws HiveFault */
export function replaceColumns(context: DdlContext, statement: DdlOf<"replace-columns">): DdlAnswer {
  const table = alteredTable(context, statement);
  const columns = catalogColumns(statement.columns);
  assertDistinct(columns, columnTwice);
  changeDescriptor(context, { table, spec: statement.spec }, (descriptor) => ({ ...descriptor, Columns: columns }));
  return DONE_BY_HIVE;
}

/** ALTER TABLE … SET TBLPROPERTIES. @throws HiveFault */
export function setTableProperties(context: DdlContext, statement: DdlOf<"set-table-properties">): DdlAnswer {
  const table = alteredTable(context, statement);
  context.calls.updateTable(table.database, changed(table, context.core.now(), { properties: statement.properties }));
  return DONE;
}

/** ALTER TABLE … RENAME TO: Athena starts it, and Glue refuses. @throws HiveFault always */
export function renameTable(context: DdlContext, statement: DdlOf<"rename-table">): DdlAnswer {
  alteredTable(context, statement);
  throw cannotRename();
}

/** ALTER TABLE … DROP COLUMN: Athena starts it too, and it fails. @throws HiveFault always */
export function dropColumn(_context: DdlContext, { message }: DdlOf<"drop-column">): DdlAnswer {
  throw cannotDropColumn(message);
}

function assertDistinct(columns: readonly GivenColumn[], fault: (name: string) => Error): void {
  const seen = new Set<string>();
  for (const { Name: name } of columns) {
    if (seen.has(name)) throw fault(name);
    seen.add(name);
  }
}

function changeDescriptor(
  context: DdlContext,
  { table, spec }: { readonly table: StoredTable; readonly spec: PartitionSpec | undefined },
  change: (descriptor: GivenDescriptor) => GivenDescriptor,
): void {
  if (spec === undefined) {
    context.calls.updateTable(
      table.database,
      changed(table, context.core.now(), { descriptor: change(table.definition.StorageDescriptor ?? {}) }),
    );
    return;
  }
  const partitions = context.catalog.partitions(table);
  const before: StoredPartition | undefined = partitions.find(valuesOf(table, spec));
  if (before === undefined) throw partitionMissing(shownSpec(spec));
  context.calls.updatePartition(table, before, {
    Values: [...before.values],
    StorageDescriptor: change(partitions.descriptor(before) ?? {}),
    ...(before.parameters === undefined ? {} : { Parameters: { ...before.parameters } }),
  });
}

/** The changed table as the catalog stores it, with the time of this statement among its properties. */
function changed(
  { definition, lastAccessAt }: StoredTable,
  now: number,
  {
    descriptor,
    properties,
  }: { readonly descriptor?: GivenDescriptor; readonly properties?: Readonly<Record<string, string>> },
): GivenTable {
  return {
    ...definition,
    ...(lastAccessAt === undefined ? {} : { LastAccessTime: new Date(lastAccessAt) }),
    ...(descriptor === undefined ? {} : { StorageDescriptor: descriptor }),
    Parameters: { ...definition.Parameters, transient_lastDdlTime: String(Math.floor(now / 1000)), ...properties },
  };
}

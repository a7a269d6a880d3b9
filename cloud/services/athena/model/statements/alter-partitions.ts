import { getPartitionKeys } from "../../../glue/model/catalog";
import type { DescriptorInput, CheckedPartitionInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";
import type { DdlOf } from "../ddl/statements";
import {
  createIsViewFault as isViewFault,
  createPartitionExistsFault,
  createPartitionMissingFault,
} from "../hive-fault";
import {
  DONE,
  formatFullName,
  isView,
  requireTable,
  type DdlAnswer,
  type DdlContext,
  createPartitions,
} from "./ddl-context";
import { selectPartitions, formatSpec, getValues, toFolder, formatPartitionName } from "./partition-spec";

/** The table that an ALTER TABLE changes. @throws HiveFault */
export function requireAlterableTable(
  context: DdlContext,
  { table: name }: Pick<DdlOf<"set-location">, "table">,
): StoredTable {
  const table = requireTable(context, name);
  if (isView(table)) throw isViewFault(formatFullName(context, name));
  return table;
}

/** A partition as the catalog stores it: like its table, but with its own location. */
export function createPartition(
  table: StoredTable,
  values: readonly string[],
  { location, now }: { readonly location?: string | undefined; readonly now: number },
): CheckedPartitionInput {
  const descriptor: DescriptorInput = table.definition.StorageDescriptor ?? {};
  const keys = getPartitionKeys(table).map(({ Name: name }) => name);
  return {
    Values: [...values],
    StorageDescriptor: {
      ...descriptor,
      Location: location ?? `${toFolder(descriptor.Location ?? "")}${formatPartitionName(keys, values)}`,
    },
    Parameters: { transient_lastDdlTime: String(Math.floor(now / 1000)) },
  };
}

/** ALTER TABLE … ADD PARTITION (ATH-027). @throws HiveFault; then no partition was added */
export function addPartitions(context: DdlContext, statement: DdlOf<"add-partitions">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  const partitions = context.catalog.getPartitions(table);
  const requested = new Map<string, CheckedPartitionInput>();
  for (const { spec, location } of statement.partitions) {
    const values = getValues(table, spec);
    const isThere = partitions.find(values) !== undefined || requested.has(JSON.stringify(values));
    if (isThere && !statement.ifNotExists) throw createPartitionExistsFault();
    if (!isThere)
      requested.set(JSON.stringify(values), createPartition(table, values, { location, now: context.core.now() }));
  }
  createPartitions(context.calls, table, [...requested.values()]);
  return DONE;
}

/** ALTER TABLE … DROP PARTITION. @throws HiveFault; then no partition was dropped */
export function dropPartitions(context: DdlContext, statement: DdlOf<"drop-partitions">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  const dropped = statement.specs.flatMap((spec) => {
    const meant = selectPartitions(context, table, spec);
    if (meant.length === 0 && !statement.ifExists)
      throw createPartitionMissingFault(spec.map(({ key, value }) => `${key} = '${value}'`).join(", "));
    return meant;
  });
  context.calls.deletePartitions(table, [
    ...new Map(dropped.map((partition) => [partition.number, partition])).values(),
  ]);
  return DONE;
}

/** ALTER TABLE … PARTITION (…) RENAME TO PARTITION (…). The files stay where they are. @throws HiveFault */
export function renamePartition(context: DdlContext, statement: DdlOf<"rename-partition">): DdlAnswer {
  const table = requireAlterableTable(context, statement);
  const partitions = context.catalog.getPartitions(table);
  const before = partitions.find(getValues(table, statement.from));
  if (before === undefined) throw createPartitionMissingFault(formatSpec(statement.from));
  const values = getValues(table, statement.to);
  if (partitions.find(values) !== undefined) throw createPartitionExistsFault();
  const { StorageDescriptor: descriptor, Parameters: parameters } = {
    StorageDescriptor: partitions.createDescriptor(before),
    Parameters: before.parameters,
  };
  context.calls.updatePartition(table, before, {
    Values: values,
    ...(descriptor === undefined ? {} : { StorageDescriptor: descriptor }),
    ...(parameters === undefined ? {} : { Parameters: { ...parameters } }),
  });
  return DONE;
}

import * as faults from "../model/faults";
import type { Partition } from "@aws-sdk/client-glue";
import type { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import { getPartitionKeys } from "../model/catalog";
import type { CheckedPartitionInput } from "../model/fields";
import { describeDescriptor, foldDescriptor, type StoredTable } from "../model/stored";
import type { StoredPartition } from "../model/partition-batch";

// Changes that operations make one by one and in batches: in a batch, a change that fails is reported and the others
// are made.

/** The reason why a partition cannot have these values; undefined if it can. */
function findMisfit(table: StoredTable, values: readonly string[]): AwsFault | undefined {
  return values.length === 0 || values.length !== getPartitionKeys(table).length
    ? faults.createValuesDoNotMatchKeysFault()
    : undefined;
}

/** The stored form of a given partition: its columns' names are in lower case. */
const foldPartition = (partition: CheckedPartitionInput): CheckedPartitionInput =>
  partition.StorageDescriptor === undefined
    ? partition
    : { ...partition, StorageDescriptor: foldDescriptor(partition.StorageDescriptor) };

/** The services that changes of partitions need. */
type GlueServices = Pick<Services, "glue" | "now">;

/**
 * Creates the valid ones of these partitions, in one write.
 *
 * @returns for each partition, why it was not created
 */
export function createPartitionsIn(
  cloud: GlueServices,
  table: StoredTable,
  partition: readonly CheckedPartitionInput[],
): (AwsFault | undefined)[] {
  const partitions = cloud.glue.getPartitions(table);
  const created = new Map<string, { readonly values: readonly string[]; readonly input: CheckedPartitionInput }>();
  const refusals = partition.map((partition) => {
    const { Values: values = [] } = partition;
    const key = JSON.stringify(values);
    const isThere = created.has(key) || partitions.find(values) !== undefined;
    const refusal = findMisfit(table, values) ?? (isThere ? faults.createPartitionExistsFault() : undefined);
    if (refusal === undefined) created.set(key, { values, input: foldPartition(partition) });
    return refusal;
  });
  partitions.create([...created.values()], cloud.now());
  return refusals;
}

/** @returns why the partition was not changed */
export function updatePartitionIn(
  cloud: GlueServices,
  table: StoredTable,
  { values, input: partition }: { readonly values: readonly string[]; readonly input: CheckedPartitionInput },
): AwsFault | undefined {
  const { Values: newValues = [] } = partition;
  const partitions = cloud.glue.getPartitions(table);
  const before = partitions.find(values);
  const refusal = findMisfit(table, values) ?? findMisfit(table, newValues);
  if (refusal !== undefined) return refusal;
  if (before === undefined) return faults.createPartitionNotFoundFault();
  const taken = partitions.find(newValues);
  if (taken !== undefined && taken.number !== before.number) return faults.createPartitionExistsFault();
  partitions.replace(before, { values: newValues, input: foldPartition(partition) });
  return undefined;
}

/** @returns why the partition was not deleted */
export function deletePartitionFrom(
  cloud: GlueServices,
  table: StoredTable,
  values: readonly string[],
): AwsFault | undefined {
  const partitions = cloud.glue.getPartitions(table);
  const partition = partitions.find(values);
  if (partition === undefined) return findMisfit(table, values) ?? faults.createPartitionNotFoundFault();
  partitions.remove(partition);
  return undefined;
}

/** A partition as the API answers it. */
export function describePartition(cloud: Services, table: StoredTable, partition: StoredPartition): Partition {
  const descriptor = cloud.glue.getPartitions(table).createDescriptor(partition);
  const { values, createdAt, parameters, lastAccessAt, lastAnalyzedAt } = partition;
  return {
    Values: [...values],
    DatabaseName: table.database,
    TableName: table.definition.Name,
    CreationTime: new Date(createdAt),
    ...(lastAccessAt === undefined ? {} : { LastAccessTime: new Date(lastAccessAt) }),
    ...(descriptor === undefined ? {} : { StorageDescriptor: describeDescriptor(descriptor) }),
    ...(parameters === undefined ? {} : { Parameters: { ...parameters } }),
    ...(lastAnalyzedAt === undefined ? {} : { LastAnalyzedTime: new Date(lastAnalyzedAt) }),
    CatalogId: cloud.account,
  };
}

import { GetPartition$, type GetPartitionRequest, type GetPartitionResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { getPartitionKeys } from "../catalog";
import { createPartitionNotFoundFault, createValuesDoNotMatchKeysFault } from "../faults";
import { inTable, partitionValues } from "../fields";
import { operation } from "../operation";
import { describePartition } from "../partition-changes";

const members = {
  ...inTable,
  PartitionValues: required(partitionValues),
  AuditContext: refused(),
} satisfies Members<GetPartitionRequest>;

export const getPartition = operation(GetPartition$, members, (cloud, request): GetPartitionResponse => {
  const { PartitionValues: values } = request;
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
  if (values.length !== getPartitionKeys(table).length) throw createValuesDoNotMatchKeysFault();
  const partition = cloud.glue.getPartitions(table).find(values);
  if (partition === undefined) throw createPartitionNotFoundFault();
  return { Partition: describePartition(cloud, table, partition) };
});

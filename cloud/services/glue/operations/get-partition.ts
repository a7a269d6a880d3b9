import { GetPartition$, type GetPartitionRequest, type GetPartitionResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { keysOf } from "../catalog";
import { partitionNotFound, valuesDoNotMatchKeys } from "../faults";
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
  const table = cloud.glue.table(request.DatabaseName, request.TableName);
  if (values.length !== keysOf(table).length) throw valuesDoNotMatchKeys();
  const partition = cloud.glue.partitions(table).find(values);
  if (partition === undefined) throw partitionNotFound();
  return { Partition: describePartition(cloud, table, partition) };
});

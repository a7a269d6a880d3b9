import {
  BatchGetPartition$,
  type BatchGetPartitionRequest,
  type BatchGetPartitionResponse,
} from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { inTable, createValueLists } from "../fields";
import { operation } from "../operation";
import { describePartition } from "../partition-changes";

const members = {
  ...inTable,
  PartitionsToGet: required(createValueLists(1000)),
  AuditContext: refused(),
  QuerySessionContext: refused(),
} satisfies Members<BatchGetPartitionRequest>;

/** Gives the partitions that exist, in the order of the request; like AWS, it does not mention the others. */
export const batchGetPartition = operation(BatchGetPartition$, members, (cloud, request): BatchGetPartitionResponse => {
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName);
  const partitions = cloud.glue.getPartitions(table);
  const found = request.PartitionsToGet.flatMap(({ Values: values }) => partitions.find(values) ?? []);
  return { Partitions: found.map((partition) => describePartition(cloud, table, partition)), UnprocessedKeys: [] };
});

import { DeletePartition$, type DeletePartitionRequest, type DeletePartitionResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { createTableToChangeNotFoundFault } from "../faults";
import { inTable, partitionValues } from "../fields";
import { operation } from "../operation";
import { deletePartitionFrom } from "../partition-changes";

const members = { ...inTable, PartitionValues: required(partitionValues) } satisfies Members<DeletePartitionRequest>;

export const deletePartition = operation(DeletePartition$, members, (cloud, request): DeletePartitionResponse => {
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
  const refusal = deletePartitionFrom(cloud, table, request.PartitionValues);
  if (refusal !== undefined) throw refusal;
  return {};
});

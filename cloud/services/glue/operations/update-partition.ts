import { UpdatePartition$, type UpdatePartitionRequest, type UpdatePartitionResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { createTableToChangeNotFoundFault } from "../faults";
import { changedValues, inTable, partitionInput } from "../fields";
import { operation } from "../operation";
import { updatePartitionIn } from "../partition-changes";

const members = {
  ...inTable,
  PartitionValueList: required(changedValues),
  PartitionInput: required(partitionInput),
} satisfies Members<UpdatePartitionRequest>;

export const updatePartition = operation(UpdatePartition$, members, (cloud, request): UpdatePartitionResponse => {
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
  const refusal = updatePartitionIn(cloud, table, {
    values: request.PartitionValueList,
    given: request.PartitionInput,
  });
  if (refusal !== undefined) throw refusal;
  return {};
});

import { CreatePartition$, type CreatePartitionRequest, type CreatePartitionResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { createTableToChangeNotFoundFault } from "../faults";
import { inTable, partitionInput } from "../fields";
import { operation } from "../operation";
import { createPartitionsIn } from "../partition-changes";

const members = { ...inTable, PartitionInput: required(partitionInput) } satisfies Members<CreatePartitionRequest>;

export const createPartition = operation(CreatePartition$, members, (cloud, request): CreatePartitionResponse => {
  const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
  const [refusal] = createPartitionsIn(cloud, table, [request.PartitionInput]);
  if (refusal !== undefined) throw refusal;
  return {};
});

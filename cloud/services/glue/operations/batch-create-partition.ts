import {
  BatchCreatePartition$,
  type BatchCreatePartitionRequest,
  type BatchCreatePartitionResponse,
} from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { createErrorDetail, createTableToChangeNotFoundFault } from "../faults";
import { inTable, partitionInput } from "../fields";
import { operation } from "../operation";
import { createPartitionsIn } from "../partition-changes";

const members = {
  ...inTable,
  PartitionInputList: required(list(partitionInput, { max: 100 })),
} satisfies Members<BatchCreatePartitionRequest>;

export const batchCreatePartition = operation(
  BatchCreatePartition$,
  members,
  (cloud, request): BatchCreatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const refusals = createPartitionsIn(cloud, table, request.PartitionInputList);
    const errors = refusals.flatMap((refusal, at) =>
      refusal === undefined
        ? []
        : [{ PartitionValues: request.PartitionInputList[at]?.Values ?? [], ErrorDetail: createErrorDetail(refusal) }],
    );
    return { Errors: errors };
  },
);

import {
  BatchDeletePartition$,
  type BatchDeletePartitionRequest,
  type BatchDeletePartitionResponse,
} from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { createErrorDetail, createTableToChangeNotFoundFault } from "../faults";
import { inTable, createValueLists } from "../fields";
import { operation } from "../operation";
import { deletePartitionFrom } from "../partition-changes";

const members = {
  ...inTable,
  PartitionsToDelete: required(createValueLists(25)),
} satisfies Members<BatchDeletePartitionRequest>;

export const batchDeletePartition = operation(
  BatchDeletePartition$,
  members,
  (cloud, request): BatchDeletePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const errors = request.PartitionsToDelete.flatMap(({ Values: values }) => {
      const refusal = deletePartitionFrom(cloud, table, values);
      return refusal === undefined ? [] : [{ PartitionValues: values, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

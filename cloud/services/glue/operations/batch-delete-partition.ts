import {
  BatchDeletePartition$,
  type BatchDeletePartitionRequest,
  type BatchDeletePartitionResponse,
} from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { errorDetail, tableToChangeNotFound } from "../faults";
import { inTable, valueLists } from "../fields";
import { operation } from "../operation";
import { deletePartitionFrom } from "../partition-changes";

const members = {
  ...inTable,
  PartitionsToDelete: required(valueLists(25)),
} satisfies Members<BatchDeletePartitionRequest>;

export const batchDeletePartition = operation(
  BatchDeletePartition$,
  members,
  (cloud, request): BatchDeletePartitionResponse => {
    const table = cloud.glue.table(request.DatabaseName, request.TableName, tableToChangeNotFound);
    const errors = request.PartitionsToDelete.flatMap(({ Values: values }) => {
      const refusal = deletePartitionFrom(cloud, table, values);
      return refusal === undefined ? [] : [{ PartitionValues: values, ErrorDetail: errorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

import {
  BatchUpdatePartition$,
  type BatchUpdatePartitionRequest,
  type BatchUpdatePartitionRequestEntry,
  type BatchUpdatePartitionResponse,
} from "@aws-sdk/client-glue";
import { required, structure, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { createErrorDetail, createTableToChangeNotFoundFault } from "../faults";
import { changedValues, inTable, partitionInput } from "../fields";
import { operation } from "../operation";
import { updatePartitionIn } from "../partition-changes";

const entry = {
  PartitionValueList: required(changedValues),
  PartitionInput: required(partitionInput),
} satisfies Members<BatchUpdatePartitionRequestEntry>;
const members = {
  ...inTable,
  Entries: required(list(structure(entry), { min: 1, max: 100 })),
} satisfies Members<BatchUpdatePartitionRequest>;

export const batchUpdatePartition = operation(
  BatchUpdatePartition$,
  members,
  (cloud, request): BatchUpdatePartitionResponse => {
    const table = cloud.glue.requireTable(request.DatabaseName, request.TableName, createTableToChangeNotFoundFault);
    const errors = request.Entries.flatMap(({ PartitionValueList: values, PartitionInput: given }) => {
      const refusal = updatePartitionIn(cloud, table, { values, given });
      return refusal === undefined ? [] : [{ PartitionValueList: values, ErrorDetail: createErrorDetail(refusal) }];
    });
    return { Errors: errors };
  },
);

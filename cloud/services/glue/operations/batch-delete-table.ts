import { BatchDeleteTable$, type BatchDeleteTableRequest, type BatchDeleteTableResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { list } from "../../../core/rules";
import { createErrorDetail, createTableToChangeNotFoundFault } from "../faults";
import { inDatabase, name } from "../fields";
import { operation } from "../operation";

const members = {
  ...inDatabase,
  TablesToDelete: required(list(name, { max: 100 })),
  TransactionId: refused(),
} satisfies Members<BatchDeleteTableRequest>;

export const batchDeleteTable = operation(BatchDeleteTable$, members, (cloud, request): BatchDeleteTableResponse => {
  const { DatabaseName: database, TablesToDelete: names } = request;
  cloud.glue.requireDatabase(database);
  const errors = names.flatMap((table) => {
    if (cloud.glue.findTable(database, table) === undefined)
      return [{ TableName: table, ErrorDetail: createErrorDetail(createTableToChangeNotFoundFault(table)) }];
    cloud.glue.deleteTable(database, table);
    return [];
  });
  return { Errors: errors };
});

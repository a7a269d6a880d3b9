import { CreateTable$, type CreateTableRequest, type CreateTableResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { inDatabase, tableInput } from "../fields";
import { operation } from "../operation";

const members = {
  ...inDatabase,
  Name: refused(),
  TableInput: required(tableInput),
  PartitionIndexes: refused(),
  TransactionId: refused(),
  OpenTableFormatInput: refused(),
} satisfies Members<CreateTableRequest>;

export const createTable = operation(CreateTable$, members, (cloud, request, call): CreateTableResponse => {
  cloud.glue.createTable(request.DatabaseName, request.TableInput, call.caller.arn);
  return {};
});

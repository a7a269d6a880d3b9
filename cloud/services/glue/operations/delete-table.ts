import { DeleteTable$, type DeleteTableRequest, type DeleteTableResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { inDatabase, name } from "../fields";
import { operation } from "../operation";

const members = { ...inDatabase, Name: required(name), TransactionId: refused() } satisfies Members<DeleteTableRequest>;

export const deleteTable = operation(DeleteTable$, members, (cloud, request): DeleteTableResponse => {
  cloud.glue.deleteTable(request.DatabaseName, request.Name);
  return {};
});

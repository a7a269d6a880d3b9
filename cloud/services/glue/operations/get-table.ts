import { GetTable$, type GetTableRequest, type GetTableResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { inDatabase, name } from "../fields";
import { operation } from "../operation";
import { describeTable } from "../stored";

const members = {
  ...inDatabase,
  Name: required(name),
  TransactionId: refused(),
  QueryAsOfTime: refused(),
  AuditContext: refused(),
  IncludeStatusDetails: refused(),
  AttributesToGet: refused(),
} satisfies Members<GetTableRequest>;

export const getTable = operation(GetTable$, members, (cloud, request): GetTableResponse => ({
  Table: describeTable(cloud.glue.requireTable(request.DatabaseName, request.Name), cloud.account),
}));

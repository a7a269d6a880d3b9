import { CreateDatabase$, type CreateDatabaseRequest, type CreateDatabaseResponse } from "@aws-sdk/client-glue";
import { refused, required, type Members } from "../../../core/members";
import { databaseInput, inCatalog } from "../fields";
import { operation } from "../operation";

const members = { ...inCatalog, DatabaseInput: required(databaseInput), Tags: refused() } satisfies Members<CreateDatabaseRequest>;

export const createDatabase = operation(CreateDatabase$, members, (cloud, request): CreateDatabaseResponse => {
  cloud.glue.createDatabase(request.DatabaseInput);
  return {};
});

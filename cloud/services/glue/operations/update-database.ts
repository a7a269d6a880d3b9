import { UpdateDatabase$, type UpdateDatabaseRequest, type UpdateDatabaseResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { databaseInput, inCatalog, name } from "../fields";
import { operation } from "../operation";

const members = {
  ...inCatalog,
  Name: required(name),
  DatabaseInput: required(databaseInput),
} satisfies Members<UpdateDatabaseRequest>;

export const updateDatabase = operation(UpdateDatabase$, members, (cloud, request): UpdateDatabaseResponse => {
  cloud.glue.updateDatabase(request.Name, request.DatabaseInput);
  return {};
});

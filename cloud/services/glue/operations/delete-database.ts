import { DeleteDatabase$, type DeleteDatabaseRequest, type DeleteDatabaseResponse } from "@aws-sdk/client-glue";
import { required, type Members } from "../../../core/members";
import { inCatalog, name } from "../fields";
import { operation } from "../operation";

const members = { ...inCatalog, Name: required(name) } satisfies Members<DeleteDatabaseRequest>;

export const deleteDatabase = operation(DeleteDatabase$, members, (cloud, request): DeleteDatabaseResponse => {
  cloud.glue.deleteDatabase(request.Name);
  return {};
});

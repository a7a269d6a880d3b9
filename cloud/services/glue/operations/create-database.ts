import { CreateDatabase$, type CreateDatabaseRequest, type CreateDatabaseResponse } from "@aws-sdk/client-glue";
import { optional, required, type Members } from "../../../core/members";
import { databaseInput, inCatalog, tags } from "../fields";
import { operation } from "../operation";

const members = {
  ...inCatalog,
  DatabaseInput: required(databaseInput),
  Tags: optional(tags),
} satisfies Members<CreateDatabaseRequest>;

export const createDatabase = operation(CreateDatabase$, members, (cloud, request): CreateDatabaseResponse => {
  cloud.glue.createDatabase(request.DatabaseInput, request.Tags);
  return {};
});

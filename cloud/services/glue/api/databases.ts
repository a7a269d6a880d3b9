import { CreateDatabase$, GetDatabase$, GetDatabases$, UpdateDatabase$, DeleteDatabase$ } from "@aws-sdk/client-glue";
import type * as sdk from "@aws-sdk/client-glue";
import { optional, required, refused, type Members } from "../../../core/members";
import { databaseInput, inCatalog, tags, name, pageOf100, token } from "../model/fields";
import { operation, createPage } from "./operation";
import { describeDatabase } from "../model/stored";

const createDatabaseMembers = {
  ...inCatalog,
  DatabaseInput: required(databaseInput),
  Tags: optional(tags),
} satisfies Members<sdk.CreateDatabaseRequest>;

export const createDatabase = operation(
  CreateDatabase$,
  createDatabaseMembers,
  (cloud, request): sdk.CreateDatabaseResponse => {
    cloud.glue.createDatabase(request.DatabaseInput, request.Tags);
    return {};
  },
);

const databaseMembers = { ...inCatalog, Name: required(name) } satisfies Members<sdk.GetDatabaseRequest> &
  Members<sdk.DeleteDatabaseRequest>;

export const getDatabase = operation(GetDatabase$, databaseMembers, (cloud, request): sdk.GetDatabaseResponse => ({
  Database: describeDatabase(cloud.glue.requireDatabase(request.Name), cloud.account),
}));

const getDatabasesMembers = {
  ...inCatalog,
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  ResourceShareType: refused(),
  AttributesToGet: refused(),
} satisfies Members<sdk.GetDatabasesRequest>;

export const getDatabases = operation(
  GetDatabases$,
  getDatabasesMembers,
  (cloud, request): sdk.GetDatabasesResponse => {
    const { items, ...next } = createPage(cloud.glue.listDatabases(), ({ definition }) => definition.Name, {
      ...request,
      max: 100,
    });
    return { DatabaseList: items.map((database) => describeDatabase(database, cloud.account)), ...next };
  },
);

const updateDatabaseMembers = {
  ...inCatalog,
  Name: required(name),
  DatabaseInput: required(databaseInput),
} satisfies Members<sdk.UpdateDatabaseRequest>;

export const updateDatabase = operation(
  UpdateDatabase$,
  updateDatabaseMembers,
  (cloud, request): sdk.UpdateDatabaseResponse => {
    cloud.glue.updateDatabase(request.Name, request.DatabaseInput);
    return {};
  },
);

export const deleteDatabase = operation(
  DeleteDatabase$,
  databaseMembers,
  (cloud, request): sdk.DeleteDatabaseResponse => {
    cloud.glue.deleteDatabase(request.Name);
    return {};
  },
);

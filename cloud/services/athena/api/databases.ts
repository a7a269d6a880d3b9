import {
  GetDatabase$,
  ListDatabases$,
  type GetDatabaseInput,
  type GetDatabaseOutput,
  type ListDatabasesInput,
  type ListDatabasesOutput,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { catalogName, name, workGroupName, pageToken, upTo50 } from "../model/fields";
import { createPage } from "./page";
import { assertDataCatalog, requireDatabase, describeDatabase } from "./data-catalogs";

const getDatabaseMembers = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  WorkGroup: optional(workGroupName),
} satisfies Members<GetDatabaseInput>;

export const getDatabase = operation(
  GetDatabase$,
  getDatabaseMembers,
  (cloud, request, { requestId }): GetDatabaseOutput => {
    assertDataCatalog(request.CatalogName);
    return { Database: describeDatabase(requireDatabase(cloud, request.DatabaseName, requestId)) };
  },
);

const listDatabasesMembers = {
  CatalogName: required(catalogName),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListDatabasesInput>;

export const listDatabases = operation(ListDatabases$, listDatabasesMembers, (cloud, request): ListDatabasesOutput => {
  assertDataCatalog(request.CatalogName);
  const { items, ...next } = createPage(cloud.glue.listDatabases(), ({ definition }) => definition.Name, request);
  return { DatabaseList: items.map(describeDatabase), ...next };
});

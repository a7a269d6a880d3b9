import { ListDatabases$, type ListDatabasesInput, type ListDatabasesOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { assertDataCatalog, describeDatabase } from "../data-catalog";
import { catalogName, pageToken, upTo50, workGroupName } from "../fields";
import { createPage } from "../page";

const members = {
  CatalogName: required(catalogName),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListDatabasesInput>;

export const listDatabases = operation(ListDatabases$, members, (cloud, request): ListDatabasesOutput => {
  assertDataCatalog(request.CatalogName);
  const { items, ...next } = createPage(cloud.glue.listDatabases(), ({ definition }) => definition.Name, request);
  return { DatabaseList: items.map(describeDatabase), ...next };
});

import { GetDatabase$, type GetDatabaseInput, type GetDatabaseOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { assertDataCatalog, requireDatabase, describeDatabase } from "../data-catalog";
import { catalogName, name, workGroupName } from "../fields";

const members = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  WorkGroup: optional(workGroupName),
} satisfies Members<GetDatabaseInput>;

export const getDatabase = operation(GetDatabase$, members, (cloud, request, { requestId }): GetDatabaseOutput => {
  assertDataCatalog(request.CatalogName);
  return { Database: describeDatabase(requireDatabase(cloud, request.DatabaseName, requestId)) };
});

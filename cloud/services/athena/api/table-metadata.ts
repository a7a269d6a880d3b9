import {
  GetTableMetadata$,
  ListTableMetadata$,
  type GetTableMetadataInput,
  type GetTableMetadataOutput,
  type ListTableMetadataInput,
  type ListTableMetadataOutput,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { createMetadataNotFoundFault } from "../model/faults";
import { catalogName, name, workGroupName, expression, pageToken, upTo50 } from "../model/fields";
import { createPage } from "./page";
import { assertDataCatalog, requireDatabase, describeTableMetadata, filterByName } from "./data-catalogs";

const getTableMetadataMembers = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  TableName: required(name),
  WorkGroup: optional(workGroupName),
} satisfies Members<GetTableMetadataInput>;

export const getTableMetadata = operation(
  GetTableMetadata$,
  getTableMetadataMembers,
  (cloud, request, { requestId }): GetTableMetadataOutput => {
    assertDataCatalog(request.CatalogName);
    requireDatabase(cloud, request.DatabaseName, requestId);
    const table = cloud.glue.findTable(request.DatabaseName, request.TableName);
    if (table === undefined) throw createMetadataNotFoundFault("Entity Not Found", requestId);
    return { TableMetadata: describeTableMetadata(table) };
  },
);

const listTableMetadataMembers = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  Expression: optional(expression),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListTableMetadataInput>;

export const listTableMetadata = operation(
  ListTableMetadata$,
  listTableMetadataMembers,
  (cloud, request, { requestId }): ListTableMetadataOutput => {
    assertDataCatalog(request.CatalogName);
    requireDatabase(cloud, request.DatabaseName, requestId);
    const tables = filterByName(cloud.glue.listTables(request.DatabaseName), request.Expression);
    const { items, ...next } = createPage(tables, ({ definition }) => definition.Name, request);
    return { TableMetadataList: items.map(describeTableMetadata), ...next };
  },
);

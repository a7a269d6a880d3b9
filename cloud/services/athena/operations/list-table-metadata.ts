import { ListTableMetadata$, type ListTableMetadataInput, type ListTableMetadataOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { assertDataCatalog, requireDatabase, describeTableMetadata, filterByName } from "../data-catalog";
import { catalogName, expression, name, pageToken, upTo50, workGroupName } from "../fields";
import { createPage } from "../page";

const members = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  Expression: optional(expression),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListTableMetadataInput>;

export const listTableMetadata = operation(
  ListTableMetadata$,
  members,
  (cloud, request, { requestId }): ListTableMetadataOutput => {
    assertDataCatalog(request.CatalogName);
    requireDatabase(cloud, request.DatabaseName, requestId);
    const tables = filterByName(cloud.glue.listTables(request.DatabaseName), request.Expression);
    const { items, ...next } = createPage(tables, ({ definition }) => definition.Name, request);
    return { TableMetadataList: items.map(describeTableMetadata), ...next };
  },
);

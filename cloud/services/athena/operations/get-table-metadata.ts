import { GetTableMetadata$, type GetTableMetadataInput, type GetTableMetadataOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { assertDataCatalog, requireDatabase, describeTableMetadata } from "../data-catalog";
import { createMetadataNotFoundFault } from "../faults";
import { catalogName, name, workGroupName } from "../fields";

const members = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  TableName: required(name),
  WorkGroup: optional(workGroupName),
} satisfies Members<GetTableMetadataInput>;

export const getTableMetadata = operation(
  GetTableMetadata$,
  members,
  (cloud, request, { requestId }): GetTableMetadataOutput => {
    assertDataCatalog(request.CatalogName);
    requireDatabase(cloud, request.DatabaseName, requestId);
    const table = cloud.glue.findTable(request.DatabaseName, request.TableName);
    if (table === undefined) throw createMetadataNotFoundFault("Entity Not Found", requestId);
    return { TableMetadata: describeTableMetadata(table) };
  },
);

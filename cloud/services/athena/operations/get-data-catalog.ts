import { GetDataCatalog$, type GetDataCatalogInput, type GetDataCatalogOutput } from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { assertDataCatalog, DATA_CATALOG } from "../data-catalog";
import { catalogName, workGroupName } from "../fields";

const members = {
  Name: required(catalogName),
  WorkGroup: optional(workGroupName),
} satisfies Members<GetDataCatalogInput>;

export const getDataCatalog = operation(GetDataCatalog$, members, (cloud, request): GetDataCatalogOutput => {
  assertDataCatalog(request.Name);
  return { DataCatalog: { Name: DATA_CATALOG, Type: "GLUE", Parameters: { "catalog-id": cloud.account } } };
});

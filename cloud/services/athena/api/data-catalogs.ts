import {
  GetDataCatalog$,
  ListDataCatalogs$,
  type GetDataCatalogInput,
  type GetDataCatalogOutput,
  type ListDataCatalogsInput,
  type ListDataCatalogsOutput,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { assertDataCatalog, DATA_CATALOG } from "./data-catalog";
import { catalogName, workGroupName, from2To50, pageToken } from "../model/fields";
import { createPage } from "./page";

const getDataCatalogMembers = {
  Name: required(catalogName),
  WorkGroup: optional(workGroupName),
} satisfies Members<GetDataCatalogInput>;

export const getDataCatalog = operation(
  GetDataCatalog$,
  getDataCatalogMembers,
  (cloud, request): GetDataCatalogOutput => {
    assertDataCatalog(request.Name);
    return { DataCatalog: { Name: DATA_CATALOG, Type: "GLUE", Parameters: { "catalog-id": cloud.account } } };
  },
);

const listDataCatalogsMembers = {
  NextToken: optional(pageToken),
  MaxResults: optional(from2To50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListDataCatalogsInput>;

export const listDataCatalogs = operation(
  ListDataCatalogs$,
  listDataCatalogsMembers,
  (_cloud, request): ListDataCatalogsOutput => {
    const { items, ...next } = createPage([DATA_CATALOG], (name) => name, request);
    return { DataCatalogsSummary: items.map((name) => ({ CatalogName: name, Type: "GLUE" })), ...next };
  },
);

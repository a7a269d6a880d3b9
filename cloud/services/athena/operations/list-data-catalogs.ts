import { ListDataCatalogs$, type ListDataCatalogsInput, type ListDataCatalogsOutput } from "@aws-sdk/client-athena";
import { optional, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { DATA_CATALOG } from "../data-catalog";
import { from2To50, pageToken, workGroupName } from "../fields";
import { createPage } from "../page";

const members = {
  NextToken: optional(pageToken),
  MaxResults: optional(from2To50),
  WorkGroup: optional(workGroupName),
} satisfies Members<ListDataCatalogsInput>;

export const listDataCatalogs = operation(ListDataCatalogs$, members, (_cloud, request): ListDataCatalogsOutput => {
  const { items, ...next } = createPage([DATA_CATALOG], (name) => name, request);
  return { DataCatalogsSummary: items.map((name) => ({ CatalogName: name, Type: "GLUE" })), ...next };
});

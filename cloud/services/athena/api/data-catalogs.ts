import {
  GetDataCatalog$,
  ListDataCatalogs$,
  type GetDataCatalogInput,
  type GetDataCatalogOutput,
  type ListDataCatalogsInput,
  type ListDataCatalogsOutput,
  type Column,
  type Database,
  type TableMetadata,
} from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { catalogName, workGroupName, from2To50, pageToken } from "../model/fields";
import { createPage } from "./page";
import { isBadPattern, selectMatching } from "../../../core/callers-pattern";
import type { ColumnInput } from "../../glue/model/fields";
import { getPartitionKeys } from "../../glue/model/catalog";
import type { StoredDatabase, StoredTable } from "../../glue/model/stored";
import type { Services } from "../../framework/services";
import { createInvalidInputFault, createMetadataNotFoundFault } from "../model/faults";

/** The only data catalog of an account here: Glue's. */
export const DATA_CATALOG = "AwsDataCatalog";

/** @throws AwsFault InvalidRequestException for a name of another catalog */
export function assertDataCatalog(name: string): void {
  if (name.toLowerCase() !== DATA_CATALOG.toLowerCase())
    throw createInvalidInputFault(`DataCatalog ${name} was not found`);
}

/** @throws AwsFault MetadataException */
export function requireDatabase(cloud: Services, name: string, requestId: string): StoredDatabase {
  const found = cloud.glue.listDatabases().find(({ definition }) => definition.Name === name.toLowerCase());
  if (found === undefined) throw createMetadataNotFoundFault(`Database ${name} not found.`, requestId);
  return found;
}

export const describeDatabase = ({
  definition: { Name: name, Description: description, Parameters: parameters },
}: StoredDatabase): Database => ({
  Name: name,
  ...(description === undefined ? {} : { Description: description }),
  ...(parameters === undefined ? {} : { Parameters: { ...parameters } }),
});

const describeColumn = ({ Name: name, Type: type, Comment: comment }: ColumnInput): Column => ({
  Name: name,
  Type: type,
  ...(comment === undefined ? {} : { Comment: comment }),
});

/** A table as GetTableMetadata answers it: the location of its files is one of its parameters. */
export function describeTableMetadata(table: StoredTable): TableMetadata {
  const { Name: name, TableType: type, Parameters: parameters, StorageDescriptor: descriptor = {} } = table.definition;
  const { Location: location, InputFormat: input, OutputFormat: output, SerdeInfo: serde } = descriptor;
  const storage = {
    location,
    inputformat: input,
    outputformat: output,
    "serde.serialization.lib": serde?.SerializationLibrary,
    ...Object.fromEntries(Object.entries(serde?.Parameters ?? {}).map(([key, value]) => [`serde.param.${key}`, value])),
  };
  return {
    Name: name,
    CreateTime: new Date(table.createdAt),
    LastAccessTime: new Date(table.lastAccessAt ?? 0),
    TableType: type ?? "",
    Columns: (descriptor.Columns ?? []).map(describeColumn),
    PartitionKeys: getPartitionKeys(table).map(describeColumn),
    Parameters: {
      ...parameters,
      ...Object.fromEntries(
        Object.entries(storage).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    },
  };
}

/** The tables whose whole name matches a regular expression, in which a lone `*` means any name. @throws AwsFault InvalidRequestException */
export function filterByName(tables: readonly StoredTable[], expression: string | undefined): readonly StoredTable[] {
  if (expression === undefined || expression === "" || expression === "*") return tables;
  try {
    return selectMatching(new RegExp(`^(?:${expression})$`, "iu"), tables, ({ definition }) => definition.Name);
  } catch (error) {
    if (isBadPattern(error))
      throw createInvalidInputFault(`Expression '${expression}' is not a valid regular expression.`);
    throw error;
  }
}

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

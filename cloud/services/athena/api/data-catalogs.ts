import {
  GetDataCatalog$,
  ListDataCatalogs$,
  GetDatabase$,
  ListDatabases$,
  GetTableMetadata$,
  ListTableMetadata$,
} from "@aws-sdk/client-athena";
import type * as sdk from "@aws-sdk/client-athena";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { catalogName, workGroupName, from2To50, pageToken, name, upTo50, expression } from "../model/fields";
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
function assertDataCatalog(name: string): void {
  if (name.toLowerCase() !== DATA_CATALOG.toLowerCase())
    throw createInvalidInputFault(`DataCatalog ${name} was not found`);
}

/** @throws AwsFault MetadataException */
function requireDatabase(cloud: Services, name: string, requestId: string): StoredDatabase {
  const found = cloud.glue.listDatabases().find(({ definition }) => definition.Name === name.toLowerCase());
  if (found === undefined) throw createMetadataNotFoundFault(`Database ${name} not found.`, requestId);
  return found;
}

const describeDatabase = ({
  definition: { Name: name, Description: description, Parameters: parameters },
}: StoredDatabase): sdk.Database => ({
  Name: name,
  ...(description === undefined ? {} : { Description: description }),
  ...(parameters === undefined ? {} : { Parameters: { ...parameters } }),
});

const describeColumn = ({ Name: name, Type: type, Comment: comment }: ColumnInput): sdk.Column => ({
  Name: name,
  Type: type,
  ...(comment === undefined ? {} : { Comment: comment }),
});

/** A table as GetTableMetadata answers it: the location of its files is one of its parameters. */
function describeTableMetadata(table: StoredTable): sdk.TableMetadata {
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
function filterByName(tables: readonly StoredTable[], expression: string | undefined): readonly StoredTable[] {
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
} satisfies Members<sdk.GetDataCatalogInput>;

export const getDataCatalog = operation(
  GetDataCatalog$,
  getDataCatalogMembers,
  (cloud, request): sdk.GetDataCatalogOutput => {
    assertDataCatalog(request.Name);
    return { DataCatalog: { Name: DATA_CATALOG, Type: "GLUE", Parameters: { "catalog-id": cloud.account } } };
  },
);

const listDataCatalogsMembers = {
  NextToken: optional(pageToken),
  MaxResults: optional(from2To50),
  WorkGroup: optional(workGroupName),
} satisfies Members<sdk.ListDataCatalogsInput>;

export const listDataCatalogs = operation(
  ListDataCatalogs$,
  listDataCatalogsMembers,
  (_cloud, request): sdk.ListDataCatalogsOutput => {
    const { items, ...next } = createPage([DATA_CATALOG], (name) => name, request);
    const summaries = items.map((name) => ({ CatalogName: name, Type: "GLUE", Status: "CREATE_COMPLETE" }) as const);
    return { DataCatalogsSummary: summaries, ...next };
  },
);

const getDatabaseMembers = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  WorkGroup: optional(workGroupName),
} satisfies Members<sdk.GetDatabaseInput>;

export const getDatabase = operation(
  GetDatabase$,
  getDatabaseMembers,
  (cloud, request, { requestId }): sdk.GetDatabaseOutput => {
    assertDataCatalog(request.CatalogName);
    return { Database: describeDatabase(requireDatabase(cloud, request.DatabaseName, requestId)) };
  },
);

const listDatabasesMembers = {
  CatalogName: required(catalogName),
  NextToken: optional(pageToken),
  MaxResults: optional(upTo50),
  WorkGroup: optional(workGroupName),
} satisfies Members<sdk.ListDatabasesInput>;

export const listDatabases = operation(
  ListDatabases$,
  listDatabasesMembers,
  (cloud, request): sdk.ListDatabasesOutput => {
    assertDataCatalog(request.CatalogName);
    const { items, ...next } = createPage(cloud.glue.listDatabases(), ({ definition }) => definition.Name, request);
    return { DatabaseList: items.map(describeDatabase), ...next };
  },
);

const getTableMetadataMembers = {
  CatalogName: required(catalogName),
  DatabaseName: required(name),
  TableName: required(name),
  WorkGroup: optional(workGroupName),
} satisfies Members<sdk.GetTableMetadataInput>;

export const getTableMetadata = operation(
  GetTableMetadata$,
  getTableMetadataMembers,
  (cloud, request, { requestId }): sdk.GetTableMetadataOutput => {
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
} satisfies Members<sdk.ListTableMetadataInput>;

export const listTableMetadata = operation(
  ListTableMetadata$,
  listTableMetadataMembers,
  (cloud, request, { requestId }): sdk.ListTableMetadataOutput => {
    assertDataCatalog(request.CatalogName);
    requireDatabase(cloud, request.DatabaseName, requestId);
    const tables = filterByName(cloud.glue.listTables(request.DatabaseName), request.Expression);
    const { items, ...next } = createPage(tables, ({ definition }) => definition.Name, request);
    return { TableMetadataList: items.map(describeTableMetadata), ...next };
  },
);

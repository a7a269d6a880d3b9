import {
  CreateTable$,
  GetTable$,
  GetTables$,
  SearchTables$,
  UpdateTable$,
  BatchDeleteTable$,
  DeleteTable$,
} from "@aws-sdk/client-glue";
import type * as sdk from "@aws-sdk/client-glue";
import { isBadPattern, selectMatching } from "../../../core/callers-pattern";
import { refused, required, optional, structure, type Members, type CheckedInput } from "../../../core/members";
import { integer, list, oneOf, string, boolean } from "../../../core/rules";
import {
  createInvalidPatternFault,
  createInvalidInputFault,
  createErrorDetail,
  createTableToChangeNotFoundFault,
} from "../model/faults";
import { inDatabase, tableInput, name, filter, pageOf100, token, inCatalog, version } from "../model/fields";
import { operation, createPage } from "./operation";
import { describeTable, type StoredTable } from "../model/stored";

const createTableMembers = {
  ...inDatabase,
  Name: refused(),
  TableInput: required(tableInput),
  PartitionIndexes: refused(),
  TransactionId: refused(),
  OpenTableFormatInput: refused(),
} satisfies Members<sdk.CreateTableRequest>;

export const createTable = operation(
  CreateTable$,
  createTableMembers,
  (cloud, request, call): sdk.CreateTableResponse => {
    cloud.glue.createTable(request.DatabaseName, request.TableInput, call.caller.arn);
    return {};
  },
);

const getTableMembers = {
  ...inDatabase,
  Name: required(name),
  TransactionId: refused(),
  QueryAsOfTime: refused(),
  AuditContext: refused(),
  IncludeStatusDetails: refused(),
  AttributesToGet: refused(),
} satisfies Members<sdk.GetTableRequest>;

export const getTable = operation(GetTable$, getTableMembers, (cloud, request): sdk.GetTableResponse => ({
  Table: describeTable(cloud.glue.requireTable(request.DatabaseName, request.Name), cloud.account),
}));

const getTablesMembers = {
  ...inDatabase,
  Expression: optional(filter),
  NextToken: optional(token),
  MaxResults: optional(pageOf100),
  TransactionId: refused(),
  QueryAsOfTime: refused(),
  AuditContext: refused(),
  ResourceShareType: refused(),
  IncludeStatusDetails: refused(),
  AttributesToGet: refused(),
} satisfies Members<sdk.GetTablesRequest>;

export const getTables = operation(GetTables$, getTablesMembers, (cloud, request): sdk.GetTablesResponse => {
  const { DatabaseName: database, Expression: expression = "" } = request;
  const tables = filterByName(cloud.glue.listTables(database), expression);
  const { items, ...next } = createPage(tables, ({ definition }) => definition.Name, { ...request, max: 100 });
  return { TableList: items.map((table) => describeTable(table, cloud.account)), ...next };
});

/**
 * The expression is a regular expression for the whole name, in any case. One of nothing but names and stars is a glob:
 * awswrangler asks for `*trips*`, `trips_*`, and gets tables on AWS (its catalog.get_tables).
 */
function filterByName(tables: readonly StoredTable[], expression: string): readonly StoredTable[] {
  if (expression === "") return tables;
  const pattern = /^[\w*-]+$/.test(expression) ? expression.replaceAll("*", ".*") : expression;
  try {
    return selectMatching(new RegExp(`^(?:${pattern})$`, "i"), tables, ({ definition }) => definition.Name);
  } catch (error) {
    if (isBadPattern(error)) throw createInvalidPatternFault(expression);
    throw error;
  }
}

const text = string({ length: { max: 1024 } });
const predicate = {
  Key: optional(text),
  Value: optional(text),
  Comparator: optional(oneOf(["EQUALS", "GREATER_THAN", "LESS_THAN", "GREATER_THAN_EQUALS", "LESS_THAN_EQUALS"])),
} satisfies Members<sdk.PropertyPredicate>;
const criterion = {
  FieldName: optional(text),
  Sort: optional(oneOf(["ASC", "DESC"])),
} satisfies Members<sdk.SortCriterion>;

const searchTablesMembers = {
  ...inCatalog,
  NextToken: optional(token),
  Filters: optional(list(structure(predicate))),
  SearchText: optional(text),
  SortCriteria: optional(list(structure(criterion), { min: 0, max: 1 })),
  MaxResults: optional(integer({ min: 1, max: 1000 })),
  ResourceShareType: refused(),
  IncludeStatusDetails: refused(),
} satisfies Members<sdk.SearchTablesRequest>;

/**
 * Finds tables of all databases by text and by properties.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html
 */
export const searchTables = operation(
  SearchTables$,
  searchTablesMembers,
  (cloud, request): sdk.SearchTablesResponse => {
    const { Filters: filters = [], SearchText: searched, SortCriteria: [by] = [] } = request;
    const found = cloud.glue
      .listDatabases()
      .flatMap(({ definition }) => cloud.glue.listTables(definition.Name))
      .filter(
        (table) =>
          filters.every((filter) => isMeeting(table, filter)) &&
          (searched === undefined || isMatching(table, searched)),
      )
      .map((table) => ({ table, key: createSortKey(table, by?.FieldName) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const ordered = by?.Sort === "DESC" ? found.reverse() : found;
    // The page's key is the index, so that tables may be in any order.
    const { items, ...next } = createPage(ordered, (_, index) => index, { ...request, max: 100 });
    return { TableList: items.map(({ table }) => describeTable(table, cloud.account)), ...next };
  },
);

type Property = (table: StoredTable) => string | number | undefined;

const PROPERTIES: Readonly<Record<string, Property>> = {
  name: ({ definition }) => definition.Name,
  databasename: ({ database }) => database,
  description: ({ definition }) => definition.Description,
  owner: ({ definition }) => definition.Owner,
  location: ({ definition }) => definition.StorageDescriptor?.Location,
  tabletype: ({ definition }) => definition.TableType,
  createtime: ({ createdAt }) => createdAt,
  updatetime: ({ updatedAt }) => updatedAt,
};

/** A property by its name, or a parameter of the table. */
function getProperty(table: StoredTable, key: string): string | number | undefined {
  const known = PROPERTIES[key.toLowerCase().replace(/^database$/, "databasename")];
  return known === undefined ? table.definition.Parameters?.[key] : known(table);
}

/**
 * Whether a table satisfies a filter. A text property does if the whole text, or a piece between punctuation, equals
 * the value; times are compared.
 */
function isMeeting(
  table: StoredTable,
  { Key: key = "", Value: value = "", Comparator: comparator = "EQUALS" }: CheckedInput<typeof predicate>,
): boolean {
  const property = getProperty(table, key);
  if (property === undefined) return false;
  if (typeof property === "number") {
    const time = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
    if (Number.isNaN(time)) throw createInvalidInputFault(`${value} is not a time to compare ${key} with.`);
    return COMPARATORS[comparator]?.(property - time) ?? false;
  }
  const [whole, requested] = [property.toLowerCase(), value.toLowerCase()];
  return whole === requested || whole.split(PUNCTUATION).includes(requested);
}

const PUNCTUATION = /[-:#/.,; ]+/;
const COMPARATORS: Readonly<Record<string, (difference: number) => boolean>> = {
  EQUALS: (difference) => difference === 0,
  GREATER_THAN: (difference) => difference > 0,
  GREATER_THAN_EQUALS: (difference) => difference >= 0,
  LESS_THAN: (difference) => difference < 0,
  LESS_THAN_EQUALS: (difference) => difference <= 0,
};

/** Whether a table matches the search text: in quotes, a string of the table has to equal it, otherwise to contain it. */
function isMatching(table: StoredTable, searched: string): boolean {
  const { Parameters: parameters = {}, StorageDescriptor: descriptor, PartitionKeys: keys = [] } = table.definition;
  const texts = [
    table.database,
    ...Object.values(PROPERTIES).map((property) => property(table)),
    ...Object.entries(parameters).flat(),
    ...[...(descriptor?.Columns ?? []), ...keys].flatMap(({ Name: name, Comment: comment }) => [name, comment]),
  ].flatMap((value) => (typeof value === "string" ? [value.toLowerCase()] : []));
  const exact = /^"(.*)"$/s.exec(searched)?.[1]?.toLowerCase();
  return exact === undefined ? texts.some((value) => value.includes(searched.toLowerCase())) : texts.includes(exact);
}

/** Tables with equal keys are sorted by database and name. */
function createSortKey(table: StoredTable, field = "name"): string {
  const value = getProperty(table, field) ?? "";
  const first = typeof value === "number" ? String(value).padStart(16, "0") : value;
  return [first, table.database, table.definition.Name].join("\u0000");
}

const updateTableMembers = {
  ...inDatabase,
  Name: refused(),
  TableInput: required(tableInput),
  SkipArchive: optional(boolean()),
  TransactionId: refused(),
  VersionId: optional(version),
  ViewUpdateAction: refused(),
  Force: refused(),
  UpdateOpenTableFormatInput: refused(),
} satisfies Members<sdk.UpdateTableRequest>;

export const updateTable = operation(UpdateTable$, updateTableMembers, (cloud, request): sdk.UpdateTableResponse => {
  cloud.glue.updateTable(request.DatabaseName, request.TableInput, {
    skipArchive: request.SkipArchive,
    onlyVersion: request.VersionId,
  });
  return {};
});

const batchDeleteTableMembers = {
  ...inDatabase,
  TablesToDelete: required(list(name, { max: 100 })),
  TransactionId: refused(),
} satisfies Members<sdk.BatchDeleteTableRequest>;

export const batchDeleteTable = operation(
  BatchDeleteTable$,
  batchDeleteTableMembers,
  (cloud, request): sdk.BatchDeleteTableResponse => {
    const { DatabaseName: database, TablesToDelete: names } = request;
    cloud.glue.requireDatabase(database);
    const errors = names.flatMap((table) => {
      if (cloud.glue.findTable(database, table) === undefined)
        return [{ TableName: table, ErrorDetail: createErrorDetail(createTableToChangeNotFoundFault(table)) }];
      cloud.glue.deleteTable(database, table);
      return [];
    });
    return { Errors: errors };
  },
);

const deleteTableMembers = {
  ...inDatabase,
  Name: required(name),
  TransactionId: refused(),
} satisfies Members<sdk.DeleteTableRequest>;

export const deleteTable = operation(DeleteTable$, deleteTableMembers, (cloud, request): sdk.DeleteTableResponse => {
  cloud.glue.deleteTable(request.DatabaseName, request.Name);
  return {};
});

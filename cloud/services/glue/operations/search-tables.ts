import {
  SearchTables$,
  type PropertyPredicate,
  type SearchTablesRequest,
  type SearchTablesResponse,
  type SortCriterion,
} from "@aws-sdk/client-glue";
import { optional, refused, structure, type CheckedInput, type Members } from "../../../core/members";
import { integer, list, oneOf, string } from "../../../core/rules";
import { createInvalidInputFault } from "../faults";
import { inCatalog, token } from "../fields";
import { operation } from "../operation";
import { createPage } from "../page";
import { describeTable, type StoredTable } from "../stored";

const text = string({ length: { max: 1024 } });
const predicate = {
  Key: optional(text),
  Value: optional(text),
  Comparator: optional(oneOf(["EQUALS", "GREATER_THAN", "LESS_THAN", "GREATER_THAN_EQUALS", "LESS_THAN_EQUALS"])),
} satisfies Members<PropertyPredicate>;
const criterion = {
  FieldName: optional(text),
  Sort: optional(oneOf(["ASC", "DESC"])),
} satisfies Members<SortCriterion>;

const members = {
  ...inCatalog,
  NextToken: optional(token),
  Filters: optional(list(structure(predicate))),
  SearchText: optional(text),
  SortCriteria: optional(list(structure(criterion), { min: 0, max: 1 })),
  MaxResults: optional(integer({ min: 1, max: 1000 })),
  ResourceShareType: refused(),
  IncludeStatusDetails: refused(),
} satisfies Members<SearchTablesRequest>;

/**
 * Finds tables of all databases by text and by properties.
 *
 * @see https://docs.aws.amazon.com/glue/latest/webapi/API_SearchTables.html
 */
export const searchTables = operation(SearchTables$, members, (cloud, request): SearchTablesResponse => {
  const { Filters: filters = [], SearchText: searched, SortCriteria: [by] = [] } = request;
  const found = cloud.glue
    .listDatabases()
    .flatMap(({ definition }) => cloud.glue.listTables(definition.Name))
    .filter(
      (table) =>
        filters.every((filter) => isMeeting(table, filter)) && (searched === undefined || isMatching(table, searched)),
    )
    .map((table) => ({ table, key: createSortKey(table, by?.FieldName) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const ordered = by?.Sort === "DESC" ? found.reverse() : found;
  // The page's key is the index, so that tables may be in any order.
  const { items, ...next } = createPage(ordered, (_, index) => index, { ...request, max: 100 });
  return { TableList: items.map(({ table }) => describeTable(table, cloud.account)), ...next };
});

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
  const own = getProperty(table, key);
  if (own === undefined) return false;
  if (typeof own === "number") {
    const time = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
    if (Number.isNaN(time)) throw createInvalidInputFault(`${value} is no time to compare ${key} with.`);
    return COMPARATORS[comparator]?.(own - time) ?? false;
  }
  const [whole, wanted] = [own.toLowerCase(), value.toLowerCase()];
  return whole === wanted || whole.split(PUNCTUATION).includes(wanted);
}

const PUNCTUATION = /[-:#/.,; ]+/;
const COMPARATORS: Readonly<Record<string, (difference: number) => boolean>> = {
  EQUALS: (difference) => difference === 0,
  GREATER_THAN: (difference) => difference > 0,
  GREATER_THAN_EQUALS: (difference) => difference >= 0,
  LESS_THAN: (difference) => difference < 0,
  LESS_THAN_EQUALS: (difference) => difference <= 0,
};

/** Whether a table matches the search text: in quotes, a text of the table has to equal it, otherwise to contain it. */
function isMatching(table: StoredTable, searched: string): boolean {
  const { Parameters: parameters = {}, StorageDescriptor: descriptor, PartitionKeys: keys = [] } = table.definition;
  const texts = [
    table.database,
    ...Object.values(PROPERTIES).map((property) => property(table)),
    ...Object.entries(parameters).flat(),
    ...[...(descriptor?.Columns ?? []), ...keys].flatMap(({ Name: name, Comment: comment }) => [name, comment]),
  ].flatMap((own) => (typeof own === "string" ? [own.toLowerCase()] : []));
  const exact = /^"(.*)"$/s.exec(searched)?.[1]?.toLowerCase();
  return exact === undefined ? texts.some((own) => own.includes(searched.toLowerCase())) : texts.includes(exact);
}

/** Tables with equal keys are sorted by database and name. */
function createSortKey(table: StoredTable, field = "name"): string {
  const own = getProperty(table, field) ?? "";
  const first = typeof own === "number" ? String(own).padStart(16, "0") : own;
  return [first, table.database, table.definition.Name].join("\u0000");
}

import type * as sdk from "@aws-sdk/client-glue";
import { optional, refused, required, structure, type CheckedInput, type Members } from "../../../core/members";
import { boolean, integer, list, map, string, timestamp } from "../../../core/rules";

// Lengths and patterns as the API model gives them.

const LINE = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*";
const LINES = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*";

export const name = string({ length: { min: 1, max: 255 }, pattern: LINE });
export const version = name;
export const filter = string({ length: { max: 2048 }, pattern: LINE });
export const predicate = string({ length: { max: 2048 }, pattern: LINES });
export const token = string();
export const pageOf100 = integer({ min: 1, max: 100 });
export const pageOf1000 = integer({ min: 1, max: 1000 });
export const resourceArn = string({
  length: { min: 1, max: 10_240 },
  pattern: "arn:aws(-(cn|us-gov|iso(-[bef])?))?:glue:.*",
});
const tagKey = string({ length: { min: 1, max: 128 } });
export const tags = map(tagKey, string({ length: { max: 256 } }), { max: 50 });
export const tagKeys = list(tagKey, { max: 50 });
const description = string({ length: { max: 2048 }, pattern: LINES });
const uri = string({ length: { min: 1, max: 1024 }, pattern: LINES });
const location = string({ length: { max: 2056 }, pattern: LINES });
const format = string({ length: { max: 128 }, pattern: LINE });
const parameters = map(name, string({ length: { max: 512_000 } }));
const view = string({ length: { max: 409_600 } });

/** The members that name the catalog: only this account's exists. */
export const inCatalog = { CatalogId: optional(name) };
export const inDatabase = { ...inCatalog, DatabaseName: required(name) };
export const inTable = { ...inDatabase, TableName: required(name) };

const column = {
  Name: required(name),
  Type: optional(string({ length: { max: 131_072 }, pattern: LINE })),
  Comment: optional(string({ length: { max: 255 }, pattern: LINE })),
  Parameters: optional(parameters),
} satisfies Members<sdk.Column>;
const columns = list(structure(column));

const serde = {
  Name: optional(name),
  SerializationLibrary: optional(name),
  Parameters: optional(parameters),
} satisfies Members<sdk.SerDeInfo>;
const order = { Column: required(name), SortOrder: required(integer({ min: 0, max: 1 })) } satisfies Members<sdk.Order>;
const skewed = {
  SkewedColumnNames: optional(list(name)),
  SkewedColumnValues: optional(list(string())),
  SkewedColumnValueLocationMaps: optional(map(string(), string())),
} satisfies Members<sdk.SkewedInfo>;

const descriptor = {
  Columns: optional(columns),
  Location: optional(location),
  AdditionalLocations: optional(list(location)),
  InputFormat: optional(format),
  OutputFormat: optional(format),
  Compressed: optional(boolean()),
  NumberOfBuckets: optional(integer()),
  SerdeInfo: optional(structure(serde)),
  BucketColumns: optional(list(name)),
  SortColumns: optional(list(structure(order))),
  Parameters: optional(parameters),
  SkewedInfo: optional(structure(skewed)),
  StoredAsSubDirectories: optional(boolean()),
  SchemaReference: refused(),
} satisfies Members<sdk.StorageDescriptor>;

const database = {
  Name: required(name),
  Description: optional(description),
  LocationUri: optional(uri),
  Parameters: optional(parameters),
  CreateTableDefaultPermissions: refused(),
  TargetDatabase: refused(),
  FederatedDatabase: refused(),
} satisfies Members<sdk.DatabaseInput>;
export const databaseInput = structure(database);

const table = {
  Name: required(name),
  Description: optional(description),
  Owner: optional(name),
  LastAccessTime: optional(timestamp()),
  LastAnalyzedTime: optional(timestamp()),
  Retention: optional(integer({ min: 0 })),
  StorageDescriptor: optional(structure(descriptor)),
  PartitionKeys: optional(columns),
  ViewOriginalText: optional(view),
  ViewExpandedText: optional(view),
  TableType: optional(string({ length: { max: 255 } })),
  Parameters: optional(parameters),
  TargetTable: refused(),
  FederatedTable: refused(),
  ViewDefinition: refused(),
} satisfies Members<sdk.TableInput>;
export const tableInput = structure(table);

const partitionValue = string({ length: { min: 1, max: 1024 } });
export const partitionValues = list(partitionValue);
/** The values of a partition to change: for these the API model limits the number. */
export const changedValues = list(partitionValue, { max: 100 });
const partition = {
  Values: optional(partitionValues),
  LastAccessTime: optional(timestamp()),
  StorageDescriptor: optional(structure(descriptor)),
  Parameters: optional(parameters),
  LastAnalyzedTime: optional(timestamp()),
} satisfies Members<sdk.PartitionInput>;
export const partitionInput = structure(partition);

const valueList = { Values: required(partitionValues) } satisfies Members<sdk.PartitionValueList>;
/** Partitions by their values, `most` at a time. */
export const createValueLists = (max: number) => list(structure(valueList), { max });

/** Checked members, which the catalog takes from operations and from other services. */
export type ColumnInput = CheckedInput<typeof column>;
export type DescriptorInput = CheckedInput<typeof descriptor>;
export type CheckedDatabaseInput = CheckedInput<typeof database>;
export type CheckedTableInput = CheckedInput<typeof table>;
export type CheckedPartitionInput = CheckedInput<typeof partition>;

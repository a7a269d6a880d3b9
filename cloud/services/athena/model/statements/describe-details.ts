import { formatJavaTime } from "../../../../../foundation/dates/java/to-string";
import { getPartitionKeys } from "../../../glue/model/catalog";
import type { ColumnInput } from "../../../glue/model/fields";
import type { StoredTable } from "../../../glue/model/stored";
import { padField } from "./partition-spec";

const BLANK = "\t \t ";
const formatPair = (name: string, value = ""): string => `${padField(name)}\t${padField(value)}\t `;
const formatParameter = ([name, value]: readonly [string, string]): string => `\t${padField(name)}\t${padField(value)}`;
const sortByName = (parameters: Readonly<Record<string, string>> = {}): [string, string][] =>
  Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));

type Descriptor = NonNullable<StoredTable["definition"]["StorageDescriptor"]>;
const list = (items: readonly string[] = []): string => `[${items.join(", ")}]`;

/** The second half of DESCRIBE FORMATTED: the lines about the table after those about its columns. */
export function formatTableDetails(table: StoredTable): readonly string[] {
  const { StorageDescriptor: descriptor = {}, ...definition } = table.definition;
  return [
    "# Detailed Table Information\t \t ",
    formatPair("Database:", table.database),
    formatPair("Owner:", definition.Owner),
    formatPair("CreateTime:", formatJavaTime(table.createdAt)),
    formatPair("LastAccessTime:", "UNKNOWN"),
    formatPair("Protect Mode:", "None"),
    formatPair("Retention:", String(definition.Retention ?? 0)),
    formatPair("Location:", descriptor.Location),
    formatPair("Table Type:", definition.TableType),
    "Table Parameters:\t \t ",
    ...sortByName(definition.Parameters).map(formatParameter),
    BLANK,
    ...formatStorageDetails(descriptor),
  ];
}

const formatStorageDetails = (descriptor: Descriptor): readonly string[] => [
  "# Storage Information\t \t ",
  formatPair("SerDe Library:", descriptor.SerdeInfo?.SerializationLibrary),
  formatPair("InputFormat:", descriptor.InputFormat),
  formatPair("OutputFormat:", descriptor.OutputFormat),
  formatPair("Compressed:", descriptor.Compressed === true ? "Yes" : "No"),
  formatPair("Num Buckets:", String(descriptor.NumberOfBuckets ?? 0)),
  formatPair("Bucket Columns:", list(descriptor.BucketColumns)),
  formatPair("Sort Columns:", list(descriptor.SortColumns?.map(({ Column: column }) => column))),
  "Storage Desc Params:\t \t ",
  ...sortByName(descriptor.SerdeInfo?.Parameters).map(formatParameter),
];

const formatColumn = ({ Name: name, Type: type, Comment: comment }: ColumnInput): string =>
  `FieldSchema(name:${name}, type:${type ?? ""}, comment:${comment ?? "null"})`;
const formatMap = (parameters: Readonly<Record<string, string>> = {}): string =>
  `{${sortByName(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")}}`;

/** The last line of DESCRIBE EXTENDED: the table as Hive's metastore prints it. */
export function formatTable(table: StoredTable): string {
  const { StorageDescriptor: descriptor = {}, ...definition } = table.definition;
  const parts = [
    `tableName:${definition.Name}`,
    `dbName:${table.database}`,
    formatShown("owner", definition.Owner),
    `createTime:${Math.floor(table.createdAt / 1000)}`,
    "lastAccessTime:0",
    `retention:${definition.Retention ?? 0}`,
    `sd:${formatDescriptor(table, descriptor)}`,
    `partitionKeys:${list(getPartitionKeys(table).map(formatColumn))}`,
    `parameters:${formatMap(definition.Parameters)}`,
    "viewOriginalText:null",
    "viewExpandedText:null",
    formatShown("tableType", definition.TableType),
  ];
  return `Detailed Table Information\tTable(${parts.join(", ")})\t`;
}

const formatShown = (name: string, value: string | undefined): string => `${name}:${value ?? "null"}`;

function formatDescriptor(table: StoredTable, { SerdeInfo: serde, ...descriptor }: Descriptor): string {
  const parts = [
    `cols:${list([...(descriptor.Columns ?? []), ...getPartitionKeys(table)].map(formatColumn))}`,
    formatShown("location", descriptor.Location),
    formatShown("inputFormat", descriptor.InputFormat),
    formatShown("outputFormat", descriptor.OutputFormat),
    `compressed:${descriptor.Compressed === true}`,
    `numBuckets:${descriptor.NumberOfBuckets ?? 0}`,
    `serdeInfo:SerDeInfo(name:null, ${formatShown("serializationLib", serde?.SerializationLibrary)}, parameters:${formatMap(serde?.Parameters)})`,
    `bucketCols:${list(descriptor.BucketColumns)}`,
    "sortCols:[]",
    `parameters:${formatMap(descriptor.Parameters)}`,
    "storedAsSubDirectories:false",
  ];
  return `StorageDescriptor(${parts.join(", ")})`;
}

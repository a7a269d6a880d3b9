import { javaTime } from "../../../dates/java/to-string";
import { keysOf } from "../../glue/catalog";
import type { GivenColumn } from "../../glue/fields";
import type { StoredTable } from "../../glue/stored";
import { padded } from "./padded";

const BLANK = "\t \t ";
const pair = (name: string, value = ""): string => `${padded(name)}\t${padded(value)}\t `;
const parameterLine = ([name, value]: readonly [string, string]): string => `\t${padded(name)}\t${padded(value)}`;
const byName = (parameters: Readonly<Record<string, string>> = {}): [string, string][] =>
  Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));

type Descriptor = NonNullable<StoredTable["definition"]["StorageDescriptor"]>;
const list = (items: readonly string[] = []): string => `[${items.join(", ")}]`;

/** The second half of DESCRIBE FORMATTED: the lines about the table after those about its columns. */
export function tableDetails(table: StoredTable): readonly string[] {
  const { StorageDescriptor: descriptor = {}, ...definition } = table.definition;
  return [
    "# Detailed Table Information\t \t ",
    pair("Database:", table.database),
    pair("Owner:", definition.Owner),
    pair("CreateTime:", javaTime(table.createdAt)),
    pair("LastAccessTime:", "UNKNOWN"),
    pair("Protect Mode:", "None"),
    pair("Retention:", String(definition.Retention ?? 0)),
    pair("Location:", descriptor.Location),
    pair("Table Type:", definition.TableType),
    "Table Parameters:\t \t ",
    ...byName(definition.Parameters).map(parameterLine),
    BLANK,
    ...storageDetails(descriptor),
  ];
}

const storageDetails = (descriptor: Descriptor): readonly string[] => [
  "# Storage Information\t \t ",
  pair("SerDe Library:", descriptor.SerdeInfo?.SerializationLibrary),
  pair("InputFormat:", descriptor.InputFormat),
  pair("OutputFormat:", descriptor.OutputFormat),
  pair("Compressed:", descriptor.Compressed === true ? "Yes" : "No"),
  pair("Num Buckets:", String(descriptor.NumberOfBuckets ?? 0)),
  pair("Bucket Columns:", list(descriptor.BucketColumns)),
  pair("Sort Columns:", list(descriptor.SortColumns?.map(({ Column: column }) => column))),
  "Storage Desc Params:\t \t ",
  ...byName(descriptor.SerdeInfo?.Parameters).map(parameterLine),
];

const shownColumn = ({ Name: name, Type: type, Comment: comment }: GivenColumn): string =>
  `FieldSchema(name:${name}, type:${type ?? ""}, comment:${comment ?? "null"})`;
const shownMap = (parameters: Readonly<Record<string, string>> = {}): string =>
  `{${byName(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")}}`;

/** The last line of DESCRIBE EXTENDED: the table as Hive's metastore prints it. */
export function tableLine(table: StoredTable): string {
  const { StorageDescriptor: descriptor = {}, ...definition } = table.definition;
  const parts = [
    `tableName:${definition.Name}`,
    `dbName:${table.database}`,
    shown("owner", definition.Owner),
    `createTime:${Math.floor(table.createdAt / 1000)}`,
    "lastAccessTime:0",
    `retention:${definition.Retention ?? 0}`,
    `sd:${descriptorText(table, descriptor)}`,
    `partitionKeys:${list(keysOf(table).map(shownColumn))}`,
    `parameters:${shownMap(definition.Parameters)}`,
    "viewOriginalText:null",
    "viewExpandedText:null",
    shown("tableType", definition.TableType),
  ];
  return `Detailed Table Information\tTable(${parts.join(", ")})\t`;
}

const shown = (name: string, value: string | undefined): string => `${name}:${value ?? "null"}`;

function descriptorText(table: StoredTable, { SerdeInfo: serde, ...descriptor }: Descriptor): string {
  const parts = [
    `cols:${list([...(descriptor.Columns ?? []), ...keysOf(table)].map(shownColumn))}`,
    shown("location", descriptor.Location),
    shown("inputFormat", descriptor.InputFormat),
    shown("outputFormat", descriptor.OutputFormat),
    `compressed:${descriptor.Compressed === true}`,
    `numBuckets:${descriptor.NumberOfBuckets ?? 0}`,
    `serdeInfo:SerDeInfo(name:null, ${shown("serializationLib", serde?.SerializationLibrary)}, parameters:${shownMap(serde?.Parameters)})`,
    `bucketCols:${list(descriptor.BucketColumns)}`,
    "sortCols:[]",
    `parameters:${shownMap(descriptor.Parameters)}`,
    "storedAsSubDirectories:false",
  ];
  return `StorageDescriptor(${parts.join(", ")})`;
}

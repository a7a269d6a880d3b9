import type { Database, StorageDescriptor, Table } from "@aws-sdk/client-glue";
import type { ColumnInput, CheckedDatabaseInput, DescriptorInput, CheckedTableInput } from "./fields";

/** A database as it is stored, by its name in lower case. */
export interface StoredDatabase {
  readonly definition: CheckedDatabaseInput;
  /** ms since the epoch, here and below. */
  readonly createdAt: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A table's definition in AWS's shape, with names in lower case; StoredTable holds the times. */
type TableDefinition = Omit<CheckedTableInput, "LastAccessTime" | "LastAnalyzedTime">;

/** One version of a table as it is stored. */
export interface StoredTable {
  /** Stays the same through all versions; a table that is deleted and created again gets another. */
  readonly id: string;
  readonly database: string;
  readonly definition: TableDefinition;
  /** 0, 1, 2, … */
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The ARN of the table's creator. */
  readonly createdBy: string;
  readonly lastAccessAt?: number;
  readonly lastAnalyzedAt?: number;
}

/** Glue folds names to lower case when it stores them and when it looks for them (ATH-038). */
export const foldName = (name: string): string => name.toLowerCase();

const foldNames = (columns: readonly ColumnInput[]): ColumnInput[] =>
  columns.map((column) => ({ ...column, Name: foldName(column.Name) }));

/** The descriptor with its columns' names in lower case. */
export function foldDescriptor(input: DescriptorInput): DescriptorInput {
  const { Columns: columns, BucketColumns: buckets, SortColumns: sorts } = input;
  return {
    ...input,
    ...(columns === undefined ? {} : { Columns: foldNames(columns) }),
    ...(buckets === undefined ? {} : { BucketColumns: buckets.map(foldName) }),
    ...(sorts === undefined ? {} : { SortColumns: sorts.map((sort) => ({ ...sort, Column: foldName(sort.Column) })) }),
  };
}

/** The stored form of a given table. */
export function createDefinition(
  input: CheckedTableInput,
): Pick<StoredTable, "definition" | "lastAccessAt" | "lastAnalyzedAt"> {
  const { LastAccessTime: accessed, LastAnalyzedTime: analyzed, ...rest } = input;
  const { StorageDescriptor: descriptor, PartitionKeys: keys } = rest;
  return {
    definition: {
      ...rest,
      Name: foldName(rest.Name),
      ...(descriptor === undefined ? {} : { StorageDescriptor: foldDescriptor(descriptor) }),
      ...(keys === undefined ? {} : { PartitionKeys: foldNames(keys) }),
    },
    ...(accessed === undefined ? {} : { lastAccessAt: accessed.getTime() }),
    ...(analyzed === undefined ? {} : { lastAnalyzedAt: analyzed.getTime() }),
  };
}

/** The default permissions of a database's new tables, as AWS answers them for accounts without Lake Formation: everybody may do everything. */
const createDefaultPermissions = (): NonNullable<Database["CreateTableDefaultPermissions"]> => [
  { Principal: { DataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" }, Permissions: ["ALL"] },
];

/** A database as the API answers it. */
export const describeDatabase = ({ definition, createdAt }: StoredDatabase, account: string): Database => ({
  ...definition,
  CreateTime: new Date(createdAt),
  CreateTableDefaultPermissions: createDefaultPermissions(),
  CatalogId: account,
});

/** A descriptor as the API answers it: flags, numbers and sort columns are present even if none were given. */
export const describeDescriptor = (descriptor: DescriptorInput): StorageDescriptor => ({
  Compressed: false,
  NumberOfBuckets: 0,
  SortColumns: [],
  StoredAsSubDirectories: false,
  ...descriptor,
});

/** A version of a table as the API answers it. */
export function describeTable(table: StoredTable, account: string): Table {
  const { StorageDescriptor: descriptor, ...definition } = table.definition;
  return {
    Retention: 0,
    ...definition,
    DatabaseName: table.database,
    CreateTime: new Date(table.createdAt),
    UpdateTime: new Date(table.updatedAt),
    ...(table.lastAccessAt === undefined ? {} : { LastAccessTime: new Date(table.lastAccessAt) }),
    ...(table.lastAnalyzedAt === undefined ? {} : { LastAnalyzedTime: new Date(table.lastAnalyzedAt) }),
    ...(descriptor === undefined ? {} : { StorageDescriptor: describeDescriptor(descriptor) }),
    CreatedBy: table.createdBy,
    IsRegisteredWithLakeFormation: false,
    CatalogId: account,
    VersionId: String(table.version),
    IsMultiDialectView: false,
  };
}

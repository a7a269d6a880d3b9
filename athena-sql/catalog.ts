/** A column of a table, or a partition key; the name is in lower case. */
export interface CatalogColumn {
  readonly Name: string;
  /** In Hive's spelling: `bigint`, `array<string>`; `string` unless given. */
  readonly Type?: string | undefined;
  readonly Comment?: string | undefined;
}

/** A table or view, in the shape in which AWS Glue describes it (`TableInput`). Members that queries don't need may be there, too. */
interface TableDefinition {
  /** In lower case. */
  readonly Name: string;
  /** `VIRTUAL_VIEW` for a view. */
  readonly TableType?: string | undefined;
  readonly Parameters?: Readonly<Record<string, string>> | undefined;
  readonly PartitionKeys?: readonly CatalogColumn[] | undefined;
  /** Of a view: its query, as Athena and Presto encode it. */
  readonly ViewOriginalText?: string | undefined;
  readonly StorageDescriptor?: {
    readonly Columns?: readonly CatalogColumn[] | undefined;
    /** `s3://bucket/prefix/` */
    readonly Location?: string | undefined;
    readonly InputFormat?: string | undefined;
    readonly SerdeInfo?: {
      readonly SerializationLibrary?: string | undefined;
      readonly Parameters?: Readonly<Record<string, string>> | undefined;
    };
  };
}

export interface CatalogTable {
  readonly database: string;
  readonly definition: TableDefinition;
}

/** A partition: the values of the table's keys, in their order. */
export interface CatalogPartition {
  readonly values: readonly string[];
}

/** The partitions of one table. */
interface CatalogPartitions {
  listAll(): readonly CatalogPartition[];
  /** Where the partition's files are; undefined for a partition that has no files. */
  createDescriptor(partition: CatalogPartition): { readonly Location?: string | undefined } | undefined;
}

/**
 * Tests the first values of a partition, or all of them. With fewer values than there are keys, false rules out all
 * partitions that begin with these values.
 */
export type PartitionTest = (values: readonly string[]) => boolean;

/** The tables that queries can read. Names are in lower case. */
export interface QueryCatalog {
  listDatabases(): readonly { readonly definition: { readonly Name: string } }[];
  listTables(database: string): readonly CatalogTable[];
  findTable(database: string, name: string): CatalogTable | undefined;
  getPartitions(table: CatalogTable): CatalogPartitions;
  /** The partitions that pass a test; all of them without one. */
  listMatchingPartitions(table: CatalogTable, test: PartitionTest | undefined): readonly CatalogPartition[];
}

/** An object as a file on this machine. */
interface QueryFile {
  readonly key: string;
  /** The path of a complete file, which never changes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

/** Files that stay as they are until `release` is called. */
export interface RetainedFiles {
  readonly files: readonly QueryFile[];
  release(): void;
}

/** The objects that tables consist of. */
export interface QueryFiles {
  hasBucket(bucket: string): boolean;
  /** Whether the query may read the object. */
  canRead(bucket: string, key: string): boolean;
  /** The objects whose keys begin with a prefix, by key. */
  listFilesUnder(bucket: string, prefix: string): RetainedFiles;
}

/** A table's partition keys, in order. */
export const getPartitionKeys = ({ definition }: CatalogTable): readonly CatalogColumn[] =>
  definition.PartitionKeys ?? [];

/** Whether these parameters are those of an Iceberg table, which may have no SerDe: pyiceberg and Spark give it none. */
export const isIceberg = (parameters: Readonly<Record<string, string>> = {}): boolean =>
  parameters["table_type"]?.toUpperCase() === "ICEBERG";

import type { Comparison } from "../../../../../foundation/comparison";

/** A name of a table or view as a statement gives it, folded to lower case. */
export interface TableName {
  readonly catalog?: string | undefined;
  readonly database?: string | undefined;
  readonly name: string;
}

export interface ColumnDefinition {
  readonly name: string;
  /** The type as it is written, without blanks between its parts. */
  readonly type: string;
  readonly comment?: string | undefined;
}

export type TableProperties = Readonly<Record<string, string>>;

/** How rows are read: `ROW FORMAT …`. */
export type RowFormat =
  | { readonly kind: "serde"; readonly library: string; readonly properties: TableProperties }
  | {
      readonly kind: "delimited";
      readonly fields?: string | undefined;
      readonly escape?: string | undefined;
      readonly items?: string | undefined;
      readonly mapKeys?: string | undefined;
      readonly lines?: string | undefined;
      readonly nullText?: string | undefined;
    };

/** `STORED AS …`: a name, or the two Java classes. */
export type StoredAs = { readonly format: string } | { readonly input: string; readonly output: string };

export interface BucketClause {
  readonly columns: readonly string[];
  readonly sorted: readonly { readonly column: string; readonly ascending: boolean }[];
  readonly buckets: number;
}

/** `PARTITION (k = 'v', …)`: values by key, as the catalog stores them. */
export type PartitionSpec = readonly {
  readonly key: string;
  readonly value: string;
  readonly operator: Comparison;
}[];

export interface CreateTable {
  readonly kind: "create-table";
  readonly table: TableName;
  readonly isExternal: boolean;
  readonly ifNotExists: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly partitionedBy: readonly ColumnDefinition[];
  readonly comment?: string | undefined;
  readonly bucketing?: BucketClause | undefined;
  readonly rowFormat?: RowFormat | undefined;
  readonly storedAs?: StoredAs | undefined;
  readonly location?: string | undefined;
  readonly properties: TableProperties;
}

/** A statement of Hive's DDL that Athena supports. */
export type DdlStatement =
  | {
      readonly kind: "create-database";
      readonly name: string;
      readonly ifNotExists: boolean;
      readonly comment?: string | undefined;
      readonly location?: string | undefined;
      readonly properties: TableProperties;
    }
  | { readonly kind: "drop-database"; readonly name: string; readonly ifExists: boolean; readonly cascade: boolean }
  | { readonly kind: "alter-database"; readonly name: string; readonly properties: TableProperties }
  | CreateTable
  | { readonly kind: "drop-table"; readonly table: TableName; readonly ifExists: boolean }
  | { readonly kind: "drop-view"; readonly table: TableName; readonly ifExists: boolean }
  | {
      readonly kind: "add-partitions";
      readonly table: TableName;
      readonly ifNotExists: boolean;
      readonly partitions: readonly { readonly spec: PartitionSpec; readonly location?: string | undefined }[];
    }
  | {
      readonly kind: "drop-partitions";
      readonly table: TableName;
      readonly ifExists: boolean;
      readonly specs: readonly PartitionSpec[];
    }
  | {
      readonly kind: "rename-partition";
      readonly table: TableName;
      readonly from: PartitionSpec;
      readonly to: PartitionSpec;
    }
  | {
      readonly kind: "set-location";
      readonly table: TableName;
      readonly spec?: PartitionSpec | undefined;
      readonly location: string;
    }
  | {
      readonly kind: "add-columns" | "replace-columns";
      readonly table: TableName;
      readonly spec?: PartitionSpec | undefined;
      readonly columns: readonly ColumnDefinition[];
    }
  | { readonly kind: "set-table-properties"; readonly table: TableName; readonly properties: TableProperties }
  | { readonly kind: "rename-table"; readonly table: TableName; readonly to: TableName }
  | { readonly kind: "drop-column"; readonly table: TableName; /** The error of the query. */ readonly message: string }
  | { readonly kind: "repair-table"; readonly table: TableName }
  | { readonly kind: "show-databases"; readonly pattern?: string | undefined }
  | {
      readonly kind: "show-tables" | "show-views";
      readonly database?: string | undefined;
      readonly pattern?: string | undefined;
    }
  | { readonly kind: "show-partitions"; readonly table: TableName; readonly spec?: PartitionSpec | undefined }
  | { readonly kind: "show-columns"; readonly table: TableName }
  | { readonly kind: "show-create-table" | "show-create-view"; readonly table: TableName }
  | { readonly kind: "show-table-properties"; readonly table: TableName; readonly property?: string | undefined }
  | { readonly kind: "describe"; readonly table: TableName; readonly style: "plain" | "extended" | "formatted" };

export type DdlOf<K extends DdlStatement["kind"]> = DdlStatement extends infer S
  ? S extends { readonly kind: infer Kind }
    ? K extends Kind
      ? S
      : never
    : never
  : never;

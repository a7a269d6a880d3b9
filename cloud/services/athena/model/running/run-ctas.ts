import {
  type ParsedStatement,
  type Properties,
  QueryFault,
  type Buckets,
  type ColumnInfo,
} from "../../../../../athena-sql/index";
import type { ColumnInput, CheckedTableInput } from "../../../glue/model/fields";
import { assertDatabase, createPartitions } from "../statements/ddl-context";
import { createPartition } from "../statements/alter-partitions";
import type { QueryOutcome } from "../stored-execution";
import { getDatabase, type Plan, type Run, assertColumnNames, listNames, requireNewFolder } from "./run";
import { formatIn, type FileFormat } from "./table-formats";
import { writeData, writeOutcome } from "./written-files";

type Ctas = Extract<ParsedStatement, { readonly kind: "ctas" }>;

/** The table properties of CREATE TABLE AS that the lab cloud supports (ATH-035). */
const KNOWN = new Set([
  "format",
  "external_location",
  "partitioned_by",
  "write_compression",
  "parquet_compression",
  "orc_compression",
  "field_delimiter",
  "table_type",
  "is_external",
  "bucketed_by",
  "bucket_count",
]);

/** The plan for CREATE TABLE AS: a table with files of its own, by default under the location of results. */
export const planCtas = (statement: Ctas): Plan => ({
  type: "DDL",
  subtype: "CREATE_TABLE_AS_SELECT",
  resultFile: "table",
  byHive: false,
  run: (run) => runCtas(run, statement),
});

async function runCtas(run: Run, statement: Ctas): Promise<QueryOutcome> {
  const { catalog, calls } = run.ddl;
  const { table, properties, query } = statement;
  const database = table.database ?? getDatabase(run.execution);
  assertKnown(properties);
  assertDatabase(run.ddl, database);
  if (catalog.findTable(database, table.name) !== undefined) {
    if (statement.ifNotExists)
      return writeOutcome(run, { columns: [], rows: 0, bytesScanned: 0, paths: [], partitions: [] }, "CREATE TABLE");
    throw new QueryFault(
      "TABLE_ALREADY_EXISTS",
      `line 1:1: Destination table 'awsdatacatalog.${database}.${table.name}' already exists`,
    );
  }
  const { external_location: external } = properties;
  const root = requireNewFolder(run.parts.objects, external === undefined ? run.execution.output : String(external));
  const format = formatIn(properties, "PARQUET");
  const keys = listNames(properties["partitioned_by"]);
  const columns = renameColumns(run, statement);
  assertLast(columns, keys);
  const buckets = parseBuckets(properties, columns.slice(0, columns.length - keys.length));
  const sql = statement.withData ? query : `SELECT * FROM (${query}\n) WHERE false`;
  const written = await writeData(run, {
    sql,
    format,
    root,
    partitionedBy: keys,
    columns,
    buckets,
    statement: "CREATE TABLE AS",
  });
  const created = calls.createTable(
    database,
    createTableInput({ statement, columns, keys, format, buckets, root, now: run.ddl.core.now() }),
  );
  createPartitions(
    calls,
    created,
    written.partitions.map(({ values, location }) =>
      createPartition(created, values, { location, now: run.ddl.core.now() }),
    ),
  );
  return writeOutcome(run, written, "CREATE TABLE");
}

function assertKnown(properties: Properties): void {
  const { table_type: type = "HIVE", is_external: external = true } = properties;
  if (String(type).toUpperCase() !== "HIVE")
    throw new QueryFault(
      "NOT_SUPPORTED",
      `The lab cloud makes no tables of the type ${String(type)}: it makes HIVE tables`,
    );
  for (const name of Object.keys(properties)) {
    if (!KNOWN.has(name))
      throw new QueryFault(
        "INVALID_TABLE_PROPERTY",
        `The lab cloud does not emulate the table property '${name}' of CREATE TABLE AS`,
      );
  }
  // A Hive table is always external; tables that are not are Iceberg's.
  if (external !== true)
    throw new QueryFault(
      "INVALID_TABLE_PROPERTY",
      "is_external = false is only for Iceberg tables, which the lab cloud does not make",
    );
}

/**
 * The bucketing of the new table.
 * @throws QueryFault if only one of its two properties is given, or a column does not exist
 */
function parseBuckets(properties: Properties, columns: readonly { readonly name: string }[]): Buckets | undefined {
  const { bucketed_by: bucketColumns, bucket_count: count } = properties;
  const names = listNames(bucketColumns);
  if (bucketColumns === undefined && count === undefined) return undefined;
  if (names.length === 0 || typeof count !== "number" || count < 1)
    throw new QueryFault("INVALID_TABLE_PROPERTY", "bucketed_by and bucket_count must be specified together");
  const unknown = names.find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined)
    throw new QueryFault("INVALID_TABLE_PROPERTY", `Bucketing columns [${unknown}] not present in schema`);
  return { columns: names, count };
}

/** The new table's columns, with Hive's types. @throws QueryFault */
function renameColumns(
  run: Run,
  { columns: names, query }: Ctas,
): { readonly name: string; readonly hiveType: string }[] {
  const columns: readonly ColumnInfo[] = run.engine.listColumns({
    sql: query,
    database: getDatabase(run.execution),
    parameters: run.parameters,
    catalog: run.parts.catalog,
    files: run.parts.objects,
    now: run.parts.core.now(),
  });
  assertColumnNames(
    columns.map(({ name: columnName }, index) => names?.[index] ?? columnName).map((name) => name.toLowerCase()),
  );
  return columns.map(({ name: columnName, type, hiveType }, index) => {
    const name = (names?.[index] ?? columnName).toLowerCase();
    if (hiveType === undefined) throw new QueryFault("NOT_SUPPORTED", `Unsupported Hive type: ${type}`);
    return { name, hiveType };
  });
}

/** @throws QueryFault if the partition columns are not the last columns, in their order */
function assertLast(columns: readonly { readonly name: string }[], keys: readonly string[]): void {
  const last = keys.length === 0 ? [] : columns.slice(-keys.length).map(({ name }) => name);
  if (keys.length >= columns.length)
    throw new QueryFault("INVALID_TABLE_PROPERTY", "Table contains only partition columns");
  if (keys.some((key, index) => last[index] !== key)) {
    throw new QueryFault(
      "HIVE_COLUMN_ORDER_MISMATCH",
      `Partition keys must be the last columns in the table and in the same order as the table properties: [${keys.join(", ")}]`,
    );
  }
}

function createTableInput({
  statement,
  columns,
  keys,
  format,
  buckets,
  root,
  now,
}: {
  readonly statement: Ctas;
  readonly columns: readonly { readonly name: string; readonly hiveType: string }[];
  readonly keys: readonly string[];
  readonly format: FileFormat;
  readonly buckets: Buckets | undefined;
  readonly root: string;
  readonly now: number;
}): CheckedTableInput {
  const all = columns.map(({ name, hiveType }): ColumnInput => ({ Name: name, Type: hiveType }));
  const { storage, delimiter, compression } = format;
  return {
    Name: statement.table.name,
    Owner: "hadoop",
    TableType: "EXTERNAL_TABLE",
    Parameters: {
      EXTERNAL: "TRUE",
      has_encrypted_data: "false",
      transient_lastDdlTime: String(Math.floor(now / 1000)),
      ...(statement.comment === undefined ? {} : { comment: statement.comment }),
      ...(compression === undefined ? {} : { "write.compression": compression }),
    },
    PartitionKeys: all.slice(all.length - keys.length),
    StorageDescriptor: {
      Columns: all.slice(0, all.length - keys.length),
      Location: root,
      InputFormat: storage.input,
      OutputFormat: storage.output,
      Compressed: false,
      NumberOfBuckets: buckets?.count ?? 0,
      SerdeInfo: {
        SerializationLibrary: storage.serde,
        Parameters: {
          "serialization.format": delimiter ?? "1",
          ...(delimiter === undefined ? {} : { "field.delim": delimiter }),
        },
      },
      BucketColumns: [...(buckets?.columns ?? [])],
      SortColumns: [],
      Parameters: {},
      StoredAsSubDirectories: false,
    },
  };
}

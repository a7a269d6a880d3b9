import type { ColumnInput } from "../../cloud/services/glue/model/fields";
import type { PartitionTest } from "../../cloud/services/glue/model/partition-predicate";
import type { StoredTable } from "../../cloud/services/glue/model/stored";
import type { RetainedFiles } from "../../cloud/services/s3/model/ports";
import type { QueryCatalog, QueryFiles, QueryInput } from "../query-engine";
import { createTablelessQuery } from "./open-test-engine";
import type { StoredPartition } from "../../cloud/services/glue/model/partition-batch";

/** A table of a test, `lab.<name>`, at `s3://data/<name>/`. */
export interface TestTable {
  readonly name: string;
  readonly columns: readonly ColumnInput[];
  readonly keys?: readonly ColumnInput[];
  readonly serde?: string;
  readonly serdeProperties?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
  /** The values of each partition of the catalog; its files are at `<key>=<value>/…`. */
  readonly partitions?: readonly (readonly string[])[];
  /** The objects of the bucket `data`, by key. */
  readonly files?: Readonly<Record<string, { readonly path: string; readonly size: number }>>;
}

const LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

/** The input of a query over one table, without a cloud: at the first moment of 2030. */
export function queryOver(table: TestTable, sql: string): QueryInput {
  const { name, columns, keys = [], serde = LAZY_SIMPLE, properties = {}, partitions = [], files = {} } = table;
  const { serdeProperties = {} } = table;
  const location = `s3://data/${name}/`;
  const stored: StoredTable = {
    id: name,
    database: "lab",
    version: 0,
    createdAt: 0,
    updatedAt: 0,
    createdBy: "",
    definition: {
      Name: name,
      Parameters: properties,
      PartitionKeys: [...keys],
      StorageDescriptor: {
        Columns: [...columns],
        Location: location,
        SerdeInfo: { SerializationLibrary: serde, Parameters: serdeProperties },
      },
    },
  };
  const listed = partitions.map((values): StoredPartition => ({ values, createdAt: 0 }) as unknown as StoredPartition);
  const formatFolder = ({ values }: StoredPartition): string =>
    `${location}${keys.map(({ Name: key }, index) => `${key}=${values[index]}/`).join("")}`;
  const catalog = {
    listDatabases: () => [],
    listTables: () => [stored],
    findTable: (database: string, requested: string) => (database === "lab" && requested === name ? stored : undefined),
    getPartitions: () => ({
      listAll: () => listed,
      createDescriptor: (partition: StoredPartition) => ({ Location: formatFolder(partition) }),
    }),
    listMatchingPartitions: (_table: StoredTable, test: PartitionTest | undefined) =>
      listed.filter(({ values }) => test === undefined || test(values)),
  };
  const listUnder = (_bucket: string, prefix: string): RetainedFiles =>
    ({
      files: Object.entries(files)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { path, size }]) => ({ key, path, size, modifiedAt: 0 })),
      release: () => undefined,
    }) as unknown as RetainedFiles;
  const objects: QueryFiles = { hasBucket: () => true, canRead: () => true, listFilesUnder: listUnder };
  // The border: the engine asks these catalogs for nothing else.
  return { ...createTablelessQuery(sql), database: "lab", catalog: catalog as unknown as QueryCatalog, files: objects };
}

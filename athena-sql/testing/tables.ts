import type { CatalogColumn, QueryFiles } from "../catalog";
import { createCatalog, type LocalTable } from "../local-tables";
import type { QueryInput } from "../query-engine";
import { createTablelessQuery } from "./open-test-engine";

/** A table of a test, `lab.<name>`, at `s3://data/<name>/`. */
export interface TestTable {
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly keys?: readonly CatalogColumn[];
  readonly serde?: string;
  readonly serdeProperties?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
  /** The values of each partition of the catalog; its files are at `<key>=<value>/…`. */
  readonly partitions?: readonly (readonly string[])[];
  /** The objects of the bucket `data`, by key. */
  readonly files?: Readonly<Record<string, { readonly path: string; readonly size: number }>>;
}

const LAZY_SIMPLE = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

/** The input of a query over one table, or several, without a cloud: at the first moment of 2030. */
export function queryOver(table: TestTable | readonly TestTable[], sql: string): QueryInput {
  const tables = [table].flat();
  const files = Object.assign({}, ...tables.map((stored) => stored.files)) as NonNullable<TestTable["files"]>;
  const objects: QueryFiles = {
    hasBucket: () => true,
    canRead: () => true,
    listFilesUnder: (_bucket, prefix) => ({
      files: Object.entries(files)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { path, size }]) => ({ key, path, size, modifiedAt: 0 })),
      release: () => undefined,
    }),
  };
  return {
    ...createTablelessQuery(sql),
    database: "lab",
    catalog: createCatalog(tables.map(toLocalTable)),
    files: objects,
  };
}

function toLocalTable(table: TestTable): LocalTable {
  const { name, columns, keys = [], serde = LAZY_SIMPLE, properties = {}, partitions = [] } = table;
  const { serdeProperties = {} } = table;
  const location = `s3://data/${name}/`;
  const formatFolder = (values: readonly string[]): string =>
    `${location}${keys.map(({ Name: key }, index) => `${key}=${values[index]}/`).join("")}`;
  return {
    database: "lab",
    definition: {
      Name: name,
      Parameters: properties,
      PartitionKeys: keys,
      StorageDescriptor: {
        Columns: columns,
        Location: location,
        SerdeInfo: { SerializationLibrary: serde, Parameters: serdeProperties },
      },
    },
    partitions: partitions.map((values) => ({ values, location: formatFolder(values) })),
  };
}

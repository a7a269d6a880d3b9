import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { CatalogPartition, CatalogTable, QueryCatalog, QueryFiles } from "./catalog";

/** A table with its partitions, if it has any. */
export interface LocalTable extends CatalogTable {
  readonly partitions?: readonly (CatalogPartition & { readonly location: string })[] | undefined;
}

/** A catalog of tables that are known ahead. */
export function createCatalog(tables: readonly LocalTable[]): QueryCatalog {
  const getLocalPartitions = ({ database, definition }: CatalogTable): NonNullable<LocalTable["partitions"]> =>
    find(database, definition.Name)?.partitions ?? [];
  const find = (database: string, name: string): LocalTable | undefined =>
    tables.find((table) => table.database === database && table.definition.Name === name);
  return {
    listDatabases: () => [...new Set(tables.map(({ database }) => database))].map((Name) => ({ definition: { Name } })),
    listTables: (name) => tables.filter(({ database }) => database === name),
    findTable: find,
    getPartitions: (table) => ({
      listAll: () => getLocalPartitions(table),
      createDescriptor: (partition) => ({
        Location: getLocalPartitions(table).find((item) => item === partition)?.location,
      }),
    }),
    listMatchingPartitions: (table, test) =>
      getLocalPartitions(table).filter(({ values }) => test === undefined || test(values)),
  };
}

/** Objects that are files of a folder: its subfolders are the buckets. The files must not change during a query. */
export function openFolder(folder: string): QueryFiles {
  const getPath = (bucket: string): string => resolve(folder, bucket);
  return {
    hasBucket: (bucket) => statSync(getPath(bucket), { throwIfNoEntry: false })?.isDirectory() === true,
    canRead: () => true,
    listFilesUnder(bucket, prefix) {
      const root = getPath(bucket);
      const files = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => ({ path, key: relative(root, path).split(sep).join("/") }))
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ path, key }) => {
          const { size, mtimeMs: modifiedAt } = statSync(path);
          return { path, key, size, modifiedAt };
        });
      return { files: files.sort((a, b) => (a.key < b.key ? -1 : 1)), release: () => undefined };
    },
  };
}

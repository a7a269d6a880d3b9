import type { Storage } from "./storage";
import type { Table } from "./table";

/**
 * A table that is opened at its first use, so that a service that is not called costs a start nothing.
 *
 * @param name as for `Storage.table`
 */
export function createLazyTable<T>(storage: Storage, name: string): () => Table<T> {
  let table: Table<T> | undefined;
  return () => (table ??= storage.openTable<T>(name));
}

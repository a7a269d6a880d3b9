import type { Storage } from "./storage";
import type { Table } from "./table";

/**
 * A table that is opened when somebody first asks for it: what a service that nobody calls costs a start is nothing.
 *
 * @param name as of `Storage.table`
 */
export function lazyTable<T>(storage: Storage, name: string): () => Table<T> {
  let table: Table<T> | undefined;
  return () => (table ??= storage.table<T>(name));
}

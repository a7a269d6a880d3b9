import type { QueryCatalog, QueryFiles, QueryInput } from "../query-engine";

const NOTHING: QueryCatalog = {
  listDatabases: () => [],
  listTables: () => [],
  findTable: () => undefined,
  listMatchingPartitions: () => [],
  getPartitions: () => {
    throw new Error("there are no tables");
  },
};
const NO_FILES: QueryFiles = {
  hasBucket: () => false,
  canRead: () => true,
  listFilesUnder: () => ({ files: [], release: () => undefined }),
};

/** The input of a query without tables, at the first moment of 2030. */
export const createTablelessQuery = (sql: string): QueryInput => ({
  sql,
  database: "default",
  catalog: NOTHING,
  files: NO_FILES,
  now: Date.UTC(2030, 0, 1),
  signal: new AbortController().signal,
});

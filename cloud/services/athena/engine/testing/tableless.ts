import type { QueryCatalog, QueryFiles, QueryInput } from "../query-engine";

const NOTHING: QueryCatalog = {
  databases: () => [],
  tables: () => [],
  findTable: () => undefined,
  partitionsMatching: () => [],
  partitions: () => {
    throw new Error("there are no tables");
  },
};
const NO_FILES: QueryFiles = {
  bucketExists: () => false,
  mayRead: () => true,
  filesUnder: () => ({ files: [], release: () => undefined }),
};

/** The input of a query without tables, at the first moment of 2030. */
export const tableless = (sql: string): QueryInput => ({
  sql,
  database: "default",
  catalog: NOTHING,
  files: NO_FILES,
  now: Date.UTC(2030, 0, 1),
  signal: new AbortController().signal,
});

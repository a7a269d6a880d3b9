import type { CatalogReader } from "../../glue/model/catalog";
import type { StoredTable } from "../../glue/model/stored";
import { findSchema, type Schema } from "../model/conversion/schema";

/** A stand-in for Glue: a catalog with one table, or with none. */
export function createCatalog(table?: StoredTable): CatalogReader {
  const throwUnasked = (): never => {
    throw new Error("Nothing here should ask for that.");
  };
  return {
    findTable: () => table,
    listVersions: () => (table === undefined ? [] : [table]),
    requireTable: throwUnasked,
    getPartitions: throwUnasked,
    listMatchingPartitions: throwUnasked,
  };
}

/** A table with these columns, by name. */
export const createTable = (columns: Readonly<Record<string, string>>): StoredTable => ({
  id: "t",
  database: "d",
  version: 0,
  createdAt: 0,
  updatedAt: 0,
  createdBy: "",
  definition: {
    Name: "t",
    StorageDescriptor: { Columns: Object.entries(columns).map(([Name, Type]) => ({ Name, Type })) },
  },
});

/** The schema that a conversion takes from a table with these columns. */
export function createSchema(columns: Readonly<Record<string, string>>): Schema {
  const found = findSchema(
    { database: "d", table: "t", roleArn: "r", catalogId: undefined, region: undefined, versionId: "LATEST" },
    { core: { account: "0", region: "r" }, catalog: createCatalog(createTable(columns)) },
  );
  if ("code" in found) throw new Error(found.message);
  return found;
}

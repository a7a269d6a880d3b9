import { EntityNotFoundException, GlueClient, paginateGetTables } from "@aws-sdk/client-glue";

/**
 * The locations of the data of a database's tables, such as `s3://bucket/folder/`; views have none. Empty for a
 * database that has gone meanwhile.
 */
export async function listTableLocations(database: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { TableList = [] } of paginateGetTables(
      { client: new GlueClient({}) },
      { DatabaseName: database },
    ))
      found.push(...TableList.map(({ StorageDescriptor }) => StorageDescriptor?.Location ?? ""));
  } catch (error) {
    if (!(error instanceof EntityNotFoundException)) throw error;
  }
  return found.filter((location) => location !== "");
}

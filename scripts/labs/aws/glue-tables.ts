import {
  DeleteDatabaseCommand,
  DeleteTableCommand,
  EntityNotFoundException,
  GlueClient,
  paginateGetTables,
  type Table,
} from "@aws-sdk/client-glue";

/** Deletes a Glue database with its tables. The data that they describe stays where it is. */
export async function deleteTables(DatabaseName: string): Promise<void> {
  const client = new GlueClient({});
  for (const { Name } of await tablesOf(DatabaseName))
    await client.send(new DeleteTableCommand({ DatabaseName, Name }));
  await client.send(new DeleteDatabaseCommand({ Name: DatabaseName }));
}

/** Where the data of a database's tables lies, such as `s3://bucket/folder/`; views have none. Empty for a database that has gone meanwhile. */
export async function tableLocations(database: string): Promise<string[]> {
  try {
    const tables = await tablesOf(database);
    return tables.map(({ StorageDescriptor }) => StorageDescriptor?.Location ?? "").filter((place) => place !== "");
  } catch (error) {
    if (error instanceof EntityNotFoundException) return [];
    throw error;
  }
}

async function tablesOf(DatabaseName: string): Promise<Table[]> {
  const found: Table[] = [];
  for await (const { TableList = [] } of paginateGetTables({ client: new GlueClient({}) }, { DatabaseName }))
    found.push(...TableList);
  return found;
}

import { DeleteDatabaseCommand, DeleteTableCommand, GlueClient, paginateGetTables } from "@aws-sdk/client-glue";

/** Deletes a Glue database with its tables. The data that they describe stays where it is. */
export async function deleteTables(DatabaseName: string): Promise<void> {
  const client = new GlueClient({});
  const names: string[] = [];
  for await (const { TableList = [] } of paginateGetTables({ client }, { DatabaseName }))
    names.push(...TableList.map(({ Name = "" }) => Name));
  for (const Name of names) await client.send(new DeleteTableCommand({ DatabaseName, Name }));
  await client.send(new DeleteDatabaseCommand({ Name: DatabaseName }));
}

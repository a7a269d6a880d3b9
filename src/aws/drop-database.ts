/** Deletes a Glue database with all its tables. The data that the tables describe stays where it is. */
export async function dropDatabase({ database }: { database: string }): Promise<void> {
  // Glue's client is large: it is loaded only when this function is called.
  const { DeleteDatabaseCommand, DeleteTableCommand, GlueClient, paginateGetTables } =
    await import("@aws-sdk/client-glue");
  const glue = new GlueClient({});
  const tables: string[] = [];
  for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: database }))
    tables.push(...TableList.map(({ Name = "" }) => Name));
  for (const Name of tables) await glue.send(new DeleteTableCommand({ DatabaseName: database, Name }));
  await glue.send(new DeleteDatabaseCommand({ Name: database }));
}

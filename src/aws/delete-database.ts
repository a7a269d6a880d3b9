import { DeleteDatabaseCommand, DeleteTableCommand, GlueClient, paginateGetTables } from "@aws-sdk/client-glue";
import { ifItExists } from "../display/if-it-exists";

/** Deletes a Glue database with all its tables, and says so. The data that the tables describe stays where it is. */
export async function deleteDatabase({ database }: { database: string }): Promise<void> {
  const glue = new GlueClient({});
  const done = await ifItExists(async () => {
    const tables: string[] = [];
    for await (const { TableList = [] } of paginateGetTables({ client: glue }, { DatabaseName: database }))
      tables.push(...TableList.map(({ Name = "" }) => Name));
    for (const Name of tables) await glue.send(new DeleteTableCommand({ DatabaseName: database, Name }));
    await glue.send(new DeleteDatabaseCommand({ Name: database }));
    return true;
  });
  console.log(`Glue database ${database} with its tables ${done ? "deleted" : "does not exist"}.`);
}

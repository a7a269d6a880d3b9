import { ignoreMissing } from "./ignore-missing";
import { dropDatabase } from "./drop-database";

/**
 * Deletes a Glue database with all its tables, and prints that it did. The data that the tables describe stays where it
 * is.
 */
export async function deleteDatabase({ database }: { database: string }): Promise<void> {
  const done = await ignoreMissing(async () => {
    await dropDatabase({ database });
    return true;
  });
  console.log(`Glue database ${database} with its tables ${done ? "deleted" : "does not exist"}.`);
}

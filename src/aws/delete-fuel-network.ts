import { deleteQueue } from "../queues/delete-queue";
import { deleteDatabase } from "./delete-database";
import { deleteLogGroup } from "./delete-log-group";
import { FUNCTIONS } from "./list-fuel-network";

/** Deletes the queues, the Glue database with its tables, and the logs of the functions, and prints what was deleted. */
export async function deleteFuelNetwork({
  database,
  queueNames,
}: {
  database: string;
  queueNames: readonly string[];
}): Promise<void> {
  for (const queueName of queueNames) await deleteQueue({ queueName });
  await deleteDatabase({ database });
  for (const name of FUNCTIONS) await deleteLogGroup({ logGroupName: `/aws/lambda/${name}` });
}

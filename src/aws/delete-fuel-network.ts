import { deleteQueue } from "../queues/delete-queue";
import { deleteDatabase } from "./delete-database";
import { deleteLogGroup } from "./delete-log-group";
import { FUNCTIONS } from "./list-fuel-network";

/** Deletes the queue, the Glue database with its tables, and the logs of the functions, and prints what was deleted. */
export async function deleteFuelNetwork({
  database,
  queueName,
}: {
  database: string;
  queueName: string;
}): Promise<void> {
  await deleteQueue({ queueName });
  await deleteDatabase({ database });
  for (const name of FUNCTIONS) await deleteLogGroup({ logGroupName: `/aws/lambda/${name}` });
}

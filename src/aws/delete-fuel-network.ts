import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { ignoreMissing } from "../display/ignore-missing";
import { queueUrl } from "../queues/queue-url";
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
  const reportWork = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const done = await ignoreMissing(async () => {
      await work();
      return true;
    });
    console.log(`${what} ${done ? "deleted" : "does not exist"}.`);
  };
  await reportWork(`Queue ${queueName}`, async () =>
    new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl: await queueUrl({ queueName }) })),
  );
  await deleteDatabase({ database });
  for (const name of FUNCTIONS) await deleteLogGroup({ logGroupName: `/aws/lambda/${name}` });
}

import { DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { ignoreMissing } from "../aws/ignore-missing";
import { queueUrl } from "./queue-url";

/** Deletes a queue with all its messages. Its name is free after 60 seconds. */
export async function deleteQueue({ queueName }: { queueName: string }): Promise<void> {
  const done = await ignoreMissing(async () => {
    await new SQSClient({}).send(new DeleteQueueCommand({ QueueUrl: await queueUrl({ queueName }) }));
    return true;
  });
  console.log(`Queue ${queueName} ${done ? "deleted" : "does not exist"}.`);
}

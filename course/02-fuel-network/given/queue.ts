import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { withClient } from "./context";
import type { Context } from "./context";
import { QUEUE } from "./names";

/** The queue between planning and trucks, with SQS's own settings. */
export async function queue({ connection, say }: Context): Promise<void> {
  await withClient(new SQSClient(connection), async (sqs) => {
    try {
      await sqs.send(new GetQueueUrlCommand({ QueueName: QUEUE }));
      say(`Queue ${QUEUE}: there already`);
    } catch (error) {
      if (!(error instanceof Error && error.name === "QueueDoesNotExist")) throw error;
      say(await created(sqs));
    }
  });
}

/** For a minute after it was deleted, SQS lets nobody take a queue's name. */
async function created(sqs: SQSClient): Promise<string> {
  try {
    await sqs.send(new CreateQueueCommand({ QueueName: QUEUE }));
    return `Queue ${QUEUE}: created`;
  } catch (error) {
    if (!(error instanceof Error && error.name === "QueueDeletedRecently")) throw error;
    return `Queue ${QUEUE}: deleted less than a minute ago; run npx labs given 02 once more after that`;
  }
}

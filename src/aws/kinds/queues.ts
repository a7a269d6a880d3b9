import { GetQueueAttributesCommand, SQSClient, paginateListQueues } from "@aws-sdk/client-sqs";
import { ignoreMissing } from "../ignore-missing";
import { describeAll, type Resource, type ResourceKind } from "../list-resources";
import { deleteQueueLine } from "../repair-commands";

/** The SQS queues of your region, by their names. */
export const queues: ResourceKind = {
  service: "sqs",
  async list(isMeant) {
    const urls: string[] = [];
    for await (const { QueueUrls = [] } of paginateListQueues({ client: new SQSClient({}) }, {}))
      urls.push(...QueueUrls);
    return describeAll(
      urls.filter((url) => isMeant(toQueueName(url))),
      findQueue,
    );
  },
};

/** SQS may still list a queue for a minute after it was deleted: then the status is `being deleted`. */
export async function findQueue(url: string): Promise<Resource> {
  const found = await ignoreMissing(() => new SQSClient({}).send(new GetQueueAttributesCommand({ QueueUrl: url })));
  return {
    kind: "SQS queue",
    name: toQueueName(url),
    status: found === undefined ? "being deleted" : "there",
    "delete it with": deleteQueueLine(toQueueName(url)),
  };
}

const toQueueName = (url: string): string => url.split("/").at(-1) ?? url;

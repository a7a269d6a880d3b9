import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";

/** The URL of a queue, which all calls about the queue need. @throws QueueDoesNotExist */
export async function queueUrl({ queueName }: { queueName: string }): Promise<string> {
  const { QueueUrl } = await new SQSClient({}).send(new GetQueueUrlCommand({ QueueName: queueName }));
  if (!QueueUrl) throw new Error(`SQS gives no address for the queue ${queueName}.`);
  return QueueUrl;
}

import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

/** How many messages a queue holds now. AWS counts on many machines, and calls all of it approximate. */
export interface MessageCount {
  /** Waiting: the next receiver may get them. */
  readonly available: number;
  /** Received, but not deleted yet: nobody else gets them until their visibility timeout is over. */
  readonly inFlight: number;
}

/** Counts the messages in a queue. */
export async function countMessages({ queueUrl }: { queueUrl: string }): Promise<MessageCount> {
  const { Attributes = {} } = await new SQSClient({}).send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return {
    available: Number(Attributes["ApproximateNumberOfMessages"] ?? 0),
    inFlight: Number(Attributes["ApproximateNumberOfMessagesNotVisible"] ?? 0),
  };
}

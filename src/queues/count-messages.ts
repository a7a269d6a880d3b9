import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

/** How many messages a queue holds now. AWS counts on many machines, so its numbers are approximate. */
export interface MessageCount {
  /** Waiting messages, which the next receiver may get. */
  readonly available: number;
  /**
   * Messages that were received, but not deleted yet: no other receiver gets them until their visibility timeout is
   * over.
   */
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

import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import "../exercises/none"; // None marks where your code goes

/**
 * FuelTruckApp: takes messages from the queue, and sends a truck to the station that each one names.
 *
 * queue_url  environment variable: the queue
 */
export async function handler(): Promise<string> {
  const QueueUrl = process.env["queue_url"];

  // ### START CODE HERE ### (~ 1 line of code)
  // As many as SQS returns at once; wait up to 5 seconds for the first one.
  const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: None, WaitTimeSeconds: None }));
  // ### END CODE HERE ###
  const messages = received.Messages ?? []; // An empty queue answers without `Messages`.

  for (const { Body, ReceiptHandle } of messages) {
    console.log(`Fuel truck has been dispatched to gas station ${Body}.`);

    // ### START CODE HERE ### (~ 1 line of code)
    // The truck is on its way: take the message off the queue.
    None;
    // ### END CODE HERE ###
  }

  const processedMessages = messages.length;
  // ### START CODE HERE ### (~ 3 lines of code)
  // What the function returns; if the queue is empty, it says so.
  if (None) return None;
  return None;
  // ### END CODE HERE ###
}

/** Made once: Lambda keeps it for the next invocation. */
const sqs = new SQSClient({});

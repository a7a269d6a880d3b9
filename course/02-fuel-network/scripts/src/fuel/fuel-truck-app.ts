import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import "../../../../../src/exercises/none"; // None marks where your code goes

/**
 * FuelTruckApp: takes messages from the queue, and sends a truck to the station that each one names.
 *
 * queue_url  environment variable: the queue
 */
export async function handler(): Promise<string> {
  const QueueUrl = process.env["queue_url"];

  // exercise=02-fuel-network.receive
  // ### START CODE HERE ### (~ 1 line of code)
  // As many as SQS returns at once; wait up to 5 seconds for the first one. // @KEEP
  const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5 })); // @REPLACE const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: None, WaitTimeSeconds: None }));
  // ### END CODE HERE ###
  const messages = received.Messages ?? []; // An empty queue answers without `Messages`.

  for (const { Body, ReceiptHandle } of messages) {
    console.log(`Fuel truck has been dispatched to gas station ${Body}.`);

    // exercise=02-fuel-network.delete-message
    // ### START CODE HERE ### (~ 1 line of code)
    // The truck is on its way: take the message off the queue. // @KEEP
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })); // @REPLACE None;
    // ### END CODE HERE ###
  }

  const processedMessages = messages.length;
  // exercise=02-fuel-network.truck-message
  // ### START CODE HERE ### (~ 3 lines of code)
  // What the function returns; if the queue is empty, it says so. // @KEEP
  if (processedMessages === 0) return "No messages found in queue. Messages processed: 0"; // @REPLACE if (None) return None;
  return `Messages processed: ${processedMessages}`; // @REPLACE return None;
  // ### END CODE HERE ###
}

/** Made once: Lambda keeps it for the next invocation. */
const sqs = new SQSClient({});

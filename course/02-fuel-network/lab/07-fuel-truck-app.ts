// Lab 02, part 4: the queue and the trucks.

import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { countMessages, deployFunction, getCloudTime, invokeFunction, showFuelNetwork } from "../../../src/fuel-network";
import { advanceClock, check, comparePrediction, predict, showTable, waitUntil } from "../../../src/index";
import { QUEUE_URL, LAMBDA_ROLE, NETWORK } from "./01-opening";

// %% [markdown] id=part-4 tags=why
// ## 4. FuelTruckApp: send the trucks
// Seven messages should be waiting now (more, if you've tested a function more than once). SQS counts them on many servers and calls the number *approximate*, but in a quiet queue it's right.
//
// [The queue's page](/lab-cloud/console/#/sqs/Fuel_Planning_Queue) shows the messages without receiving them. **On AWS**, you would use *SQS → your queue → Send and receive messages → Poll for messages*. That does receive them, as a truck would.

// %% id=messages-waiting tags=look
showTable([{ queue: "Fuel_Planning_Queue", ...(await countMessages({ queueUrl: QUEUE_URL })) }]);

// %% [markdown] id=receive-do tags=do
// ### 4.1 Receive
// Open [`src/fuel/fuel-truck-app.ts`](../../../src/fuel/fuel-truck-app.ts). The first place asks the queue for messages. Ask for as many as
// [SQS returns at once](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html), and wait up to **5** seconds if the queue is empty. That is called **long polling**: the response comes as soon as there is a message, so you don't
// have to ask again and again. With it, SQS asks all of its servers, not just some. ([AWS's page](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html))

// %% id=receive-check tags=check
await check("02-fuel-network.receive");

// %% [markdown] id=receive-stuck tags=stuck
// {{solution 02-fuel-network.receive}} Ten is the most that SQS returns at once. With long polling, here for up to 5 seconds, you get fewer empty responses, and SQS asks all servers of the queue.

// %% [markdown] id=truck-message-do tags=do
// ### 4.2 Answer
// The last place in the file decides what the function returns. If it received messages: `Messages processed: 3` (or however many there were). If there were none:
//
//     No messages found in queue. Messages processed: 0
//
// **Save** the file.

// %% id=truck-message-check tags=check
await check("02-fuel-network.truck-message");

// %% [markdown] id=truck-message-stuck tags=stuck
// {{solution 02-fuel-network.truck-message}} Having nothing to do isn't a failure, but the function should say so. Otherwise, no one could tell an empty queue from a truck that never looked.

// %% [markdown] id=in-flight-question tags=question
// ### Predict, then run
// One place is still unfinished: after the truck is sent, something should happen to the message. What does SQS do if nothing happens? The next cell tries it
// with a separate message, for station 11. It sends the message, receives it, does nothing with it, and waits (or moves the clock forward).
//
// **Is the message gone after it's received? For good?** It could be *gone*, only *hidden* for a time, or still *there*. The cell receives until it gets that message. Others that
// it receives on the way don't count.

// %% id=in-flight-predict tags=question
await predict("02-fuel-network.in-flight", "?"); // "gone", "hidden" or "there"

// %% id=in-flight-question-run tags=question,wait,varies
const sqs = new SQSClient({});
const trial = [{ when: "before", ...(await countMessages({ queueUrl: QUEUE_URL })) }];
const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "11" }));
const receiptHandle = await waitUntil({
  what: "the message to be received",
  check: async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: QUEUE_URL, MaxNumberOfMessages: 10, VisibilityTimeout: 30 }),
    );
    return Messages.find((message) => message.MessageId === MessageId)?.ReceiptHandle;
  },
});
trial.push({ when: "received, not deleted", ...(await countMessages({ queueUrl: QUEUE_URL })) });

await advanceClock(30);
await waitUntil({
  what: "all messages to be back",
  check: async () => (await countMessages({ queueUrl: QUEUE_URL })).inFlight === 0,
});
trial.push({ when: "30 seconds later", ...(await countMessages({ queueUrl: QUEUE_URL })) });
showTable(trial);
const [, received, later] = trial;
const wasHidden = (received?.inFlight ?? 0) > 0;
const isBack = (later?.available ?? 0) > (received?.available ?? 0);
await comparePrediction("02-fuel-network.in-flight", !wasHidden ? "there" : isBack ? "hidden" : "gone");

// %% [markdown] id=in-flight-question-answer tags=question
// <details>
// <summary>Answer</summary>
// It isn't gone. A received message is **in flight**: no one else gets it during the **visibility timeout**, 30 seconds by default. If it isn't
// deleted by then, SQS assumes that the receiver has crashed, and makes the message available again. That's useful: no
// message is lost when a program crashes. But a program that forgets to delete sends a truck to the same station every 30 seconds.
//
// </details>

// %% [markdown] id=delete-message-do tags=do
// ### 4.3 Take it off the queue
//
// In the loop, after the truck is sent, delete the message with a `DeleteMessageCommand`. [AWS's page](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html) says how it knows
// which message you mean: not by the message's ID, but by a receipt for receiving it this time. **Save** the file.

// %% id=delete-message-check tags=check
await check("02-fuel-network.delete-message");

// %% [markdown] id=delete-message-stuck tags=stuck
// {{solution 02-fuel-network.delete-message}} Receiving a message only borrows it. The handle belongs to this receive, so SQS knows that you were the last to have it.

// %% [markdown] id=delete-trial-note tags=do
// The next cell deletes the trial message from the prediction in the same way.

// %% id=delete-trial tags=do
await sqs.send(new DeleteMessageCommand({ QueueUrl: QUEUE_URL, ReceiptHandle: receiptHandle }));
console.log("The trial message is deleted.");

// %% [markdown] id=deploy-fuel-truck-do tags=do
// ### 4.4 Let it run
// Deploy it to Lambda. Its time limit is 30 seconds: Lambda's default of 3 seconds would end it during the 5 seconds of long polling.

// %% id=deploy-fuel-truck tags=do
await deployFunction({
  functionName: "FuelTruckApp",
  file: "src/fuel/fuel-truck-app.ts",
  roleName: LAMBDA_ROLE,
  environment: { queue_url: QUEUE_URL },
  timeoutSeconds: 30,
});

// %% [markdown] id=short-question tags=question
// ### Predict, then run
// Seven messages are waiting. The function asks for up to 10. **How many will one invocation get?** Predict, then run the second cell once.

// %% id=short-predict tags=question
await predict("02-fuel-network.short", "?"); // a number

// %% id=short-question-run tags=question,varies
const oneResponse = await invokeFunction({ functionName: "FuelTruckApp" });
await comparePrediction("02-fuel-network.short", Number(/\d+/.exec(String(oneResponse))?.[0] ?? 0));

// %% [markdown] id=short-question-answer tags=question
// <details>
// <summary>Answer</summary>
// Anything from 1 to 7; often it's 1. A queue is stored on many servers. Your request uses long polling, so SQS asks all of them. But it answers as
// soon as the first ones have found something, and doesn't wait for the rest. Those messages come with the next requests. Only an
// empty response takes the whole 5 seconds, and you can trust it. A short poll asks only some servers, so it can be empty although there are messages.
//
// A program that assumes *I got one, so there was only one* is wrong. It has to keep asking until nothing comes back.
//
// </details>

// %% [markdown] id=empty-queue-note tags=look
// So invoke it again, until the queue is empty. On AWS, you would keep pressing *Test*. Look at the last row's time: an empty response comes only after the 5 seconds of long polling.

// %% id=empty-queue tags=look,varies
const answers: { invocation: number; response: unknown; seconds: number }[] = [];
do {
  const startedAt = await getCloudTime();
  const response = await invokeFunction({ functionName: "FuelTruckApp" });
  answers.push({ invocation: answers.length + 2, response, seconds: Math.round(((await getCloudTime()) - startedAt) / 1000) });
} while (!String(answers.at(-1)?.response).startsWith("No messages found"));
showTable(answers);

// %% id=queue-empty tags=look,varies
showTable([{ queue: "Fuel_Planning_Queue", ...(await countMessages({ queueUrl: QUEUE_URL })) }]);
await showFuelNetwork(NETWORK);

// %% [markdown] id=trucks-on-aws tags=on-aws
// This is the whole network, with the number of records on each arrow. (The trial message from the prediction before 4.3 counts, too.) From tank to truck took a minute or two, and no one had to query a database in the morning.
//
// > **On AWS**, something has to invoke the functions. In part 9, a schedule invokes FuelPlanningApp every minute. An SQS queue can invoke FuelTruckApp itself, as an
// > *event source*.

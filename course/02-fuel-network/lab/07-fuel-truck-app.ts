// Lab 02, part 4: the queue and the trucks.

import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { countMessages, deployFunction, invokeFunction, showFuelNetwork, testFunction } from "../../../src/fuel-network";
import { advanceClock, check, showTable, waitUntil } from "../../../src/index";
import { QUEUE_URL, LAMBDA_ROLE, NETWORK } from "./01-opening";

// %% [markdown] id=part-4 tags=why
// ## 4. FuelTruckApp: send the trucks
//
// Seven messages should be waiting now (more, if you have tested a function more than once). SQS counts them on many machines at once and calls the number *approximate*, but in a quiet queue it is right.
//
// [The queue's page](/lab-cloud/console/#/sqs/Fuel_Planning_Queue) shows what the messages say, and takes none of them. **On AWS** that is *SQS → your queue → Send and receive messages → Poll for messages*, which receives them: for 30 seconds nobody else gets them.

// %% id=messages-waiting tags=look
showTable([{ queue: "Fuel_Planning_Queue", ...(await countMessages({ queueUrl: QUEUE_URL })) }]);

// %% [markdown] id=receive-do tags=do
// ### 4.1 Receive
//
// Open [`src/fuel/fuel-truck-app.ts`](../../../src/fuel/fuel-truck-app.ts). The first place asks the queue for messages. Ask for **10** at most, which is SQS's own
// limit, and wait up to **5** seconds if the queue is empty. That is called **long polling**: the answer comes as soon as there is a message, and you do not
// have to ask again and again.

// %% id=receive-check tags=check
await check("02-fuel-network.receive");

// %% [markdown] id=receive-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// Two numbers, without quotes.
//
// </details>
//
// {{solution 02-fuel-network.receive}} Ten is the most that SQS gives in one answer. To wait for up to 5 seconds is called long polling: fewer empty answers, and all servers of the queue are asked.

// %% [markdown] id=truck-message-do tags=do
// ### 4.2 Answer
//
// The last place in the file says what the function answers. If it has got messages: `Messages processed: 3` (or how many they were). If there were none:
//
//     No messages found in queue. Messages processed: 0
//
// **Save** the file.

// %% id=truck-message-check tags=check
await check("02-fuel-network.truck-message");

// %% [markdown] id=truck-message-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// The condition asks whether `processedMessages` is 0; two texts stand after the two `return`. Does the second one contain the number, and not the word?
//
// </details>
//
// {{solution 02-fuel-network.truck-message}} Nothing to do is no failure, but it should be said. Otherwise nobody could tell an empty queue from a truck that did not look.

// %% [markdown] id=in-flight-question tags=question
// ### Predict, then run
//
// One place is still open: after the truck is sent, something should happen to the message. What does SQS do with it if nothing happens? The next cell tries it,
// with a message of its own, for station 11: it sends the message, receives it, does nothing with it, and waits (or lets the clock jump).
//
// **Is the message gone after it was received? For good?** Decide before you run the cell. It receives until it has got that very message; the others,
// which it gets too, it gives back.

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

// %% [markdown] id=in-flight-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// It is not gone. A message that was received is **in flight**: for the **visibility timeout**, 30 seconds if you set no other, nobody else gets it. If it is not
// deleted by then, SQS assumes that the receiver has crashed, and the message is available again. That is useful: no
// message is lost when a program crashes. But a program that forgets to delete sends a truck to the same station every 30 seconds.
//
// </details>

// %% [markdown] id=delete-message-do tags=do
// ### 4.3 Take it off the queue
//
// In the loop, after the truck is sent, delete the message with a `DeleteMessageCommand`. It wants the queue's address, `QueueUrl`, and the
// message's `ReceiptHandle`: the receipt for this one receiving, not the message's id. **Save** the file.
//
// The next cell takes the trial message of above off the queue in the same way.

// %% id=delete-trial tags=do
await sqs.send(new DeleteMessageCommand({ QueueUrl: QUEUE_URL, ReceiptHandle: receiptHandle }));
console.log("The trial message is deleted.");

// %% id=delete-message-check tags=check
await check("02-fuel-network.delete-message");

// %% [markdown] id=delete-message-stuck tags=stuck
// <details>
// <summary>Stuck? A hint</summary>
//
// It has the form of the command above: `await sqs.send(new DeleteMessageCommand({ … }))`. Both members are variables of the function already, so their
// names are enough.
//
// </details>
//
// {{solution 02-fuel-network.delete-message}} Receiving a message only borrows it. The handle belongs to this receipt of the message, so AWS knows that it was you who had it last.

// %% [markdown] id=deploy-fuel-truck-do tags=do
// ### 4.4 Let it run
//
// Deploy it to Lambda. Its time limit is 30 seconds: Lambda's own, 3 seconds, would be over before 5 seconds of long polling are.

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
//
// Seven messages wait. The function asks for up to 10. **How many will one invocation get?** Decide, then run the cell once.

// %% id=short-question-run tags=question,varies
await testFunction({ functionName: "FuelTruckApp" });

// %% [markdown] id=short-question-answer tags=question
// <details>
// <summary>Answer</summary>
//
// Anything from 1 to 7; often it is 1. A queue is kept on many machines, and a request does not ask all of them. So it gets what the machines that it asked
// had: a few, although there are more. The rest comes with the next request. (With long polling SQS asks all machines before it says that there is
// nothing, so an empty answer can be believed.)
//
// A program that thinks *I got one, so there was only one* is wrong. It has to keep asking until nothing comes back.
//
// </details>

// %% [markdown] id=empty-queue-note tags=look
// So: again, until the queue is empty. On AWS you would press *Test* again and again.

// %% id=empty-queue tags=look,varies
const answers: unknown[] = [];
do {
  answers.push(await invokeFunction({ functionName: "FuelTruckApp" }));
} while (!String(answers.at(-1)).startsWith("No messages found"));
showTable(answers.map((response, at) => ({ invocation: at + 2, response })));

// %% id=queue-empty tags=look,varies
showTable([{ queue: "Fuel_Planning_Queue", ...(await countMessages({ queueUrl: QUEUE_URL })) }]);
await showFuelNetwork(NETWORK);

// %% [markdown] id=trucks-on-aws tags=on-aws
// The whole way, with what went along each arrow. (The trial message of 4.2 counts, too.) From tank to truck it took a minute or two, and no one had to query a database in the morning.
//
// > **On AWS** somebody has to invoke the functions. *EventBridge* starts FuelPlanningApp each minute; and an SQS queue can invoke FuelTruckApp by itself, as an
// > *event source*.

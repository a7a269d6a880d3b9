import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The receive is a short poll, which does not wait for messages. */
  "no-long-poll": {
    fails: ["waits up to 5 seconds"],
    answer: [
      "const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }));",
    ],
  },
  /** Each invocation receives one message at most. */
  "one-at-a-time": {
    fails: ["asks for up to 10 messages"],
    answer: [
      "const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 5 }));",
    ],
  },
  /** The seconds are taken for milliseconds, which SQS refuses. */
  "wait-in-milliseconds": {
    fails: ["receives the messages", "waits up to 5 seconds"],
    answer: [
      "const received = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 5000 }));",
    ],
  },
};

import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** DeleteMessage gets the message's text instead of its receipt handle. */
  "deleted-by-its-text": {
    fails: ["leaves no message in the queue", "deletes messages by their receipts"],
    answer: ["await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Body }));"],
  },
  /** The handler returns before the message is deleted. */
  "deletion-not-awaited": {
    fails: ["leaves no message in the queue"],
    changes: [["await sqs.send", "void sqs.send"]],
    isAlwaysJudged: true,
  },
  /** A truck is sent, but the message stays in the queue. */
  "received-but-not-deleted": {
    fails: ["leaves no message in the queue", "deletes messages by their receipts"],
    answer: ['console.log("Done.");'],
  },
  /** Of several messages in a response, only the first one is deleted, once for each. */
  "always-the-first-message": {
    fails: ["leaves no message in the queue"],
    answer: ["await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: messages[0]?.ReceiptHandle }));"],
    isAlwaysJudged: true,
  },
  /** The whole queue is emptied, with the messages that no one has received. */
  "queue-purged": {
    fails: ["leaves no message in the queue", "deletes messages by their receipts"],
    answer: [
      'const { PurgeQueueCommand } = await import("@aws-sdk/client-sqs");',
      "await sqs.send(new PurgeQueueCommand({ QueueUrl }));",
    ],
    isAlwaysJudged: true,
  },
};

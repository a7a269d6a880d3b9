import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** DeleteMessage gets the message's text instead of its receipt handle. */
  "deleted-by-its-text": {
    fails: ["leaves no message in the queue", "sends one truck to each station"],
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
    fails: ["leaves no message in the queue", "sends one truck to each station"],
    answer: ['console.log("Done.");'],
  },
};

import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The same sentence, whether there were messages or not. */
  "nothing-said-of-an-empty-queue": {
    fails: ["says that the queue is empty"],
    answer: ["return `Messages processed: ${processedMessages}`;"],
  },
  /** The sentence holds the variable's name instead of its value. */
  "number-forgotten": {
    fails: ["says how many messages it has processed"],
    answer: [
      'if (processedMessages === 0) return "No messages found in queue. Messages processed: 0";',
      'return "Messages processed: processedMessages";',
    ],
  },
  /** A boundary that is off by one: a single message counts as none. */
  "one-message-as-none": {
    fails: ["says how many messages it has processed"],
    changes: [["processedMessages === 0", "processedMessages <= 1"]],
  },
  /** The two texts have changed places. */
  "texts-swapped": {
    fails: ["says how many messages it has processed", "says that the queue is empty"],
    changes: [["processedMessages === 0", "processedMessages > 0"]],
    isAlwaysJudged: true,
  },
};

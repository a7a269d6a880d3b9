import type { Mistake } from "../../../grader/index";

/** The sentence holds the variable's name instead of its value. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.truck-message",
  fails: ["says how many messages it has processed"],
  answer: [
    'if (processedMessages === 0) return "No messages found in queue. Messages processed: 0";',
    'return "Messages processed: processedMessages";',
  ],
};

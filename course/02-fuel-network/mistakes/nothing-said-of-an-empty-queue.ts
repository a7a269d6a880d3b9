import type { Mistake } from "../../../grader/index";

/** The same sentence, whether there were messages or not. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.truck-message",
  fails: ["says that the queue is empty"],
  answer: ["return `Messages processed: ${processedMessages}`;"],
};

import type { Mistake } from "../../../grader/index";

/** The truck is sent, and the message stays. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.delete-message",
  fails: ["leaves no message in the queue", "sends one truck to each station"],
  answer: ['console.log("Done.");'],
};

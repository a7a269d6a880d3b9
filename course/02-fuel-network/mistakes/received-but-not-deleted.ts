import type { Mistake } from "../../../grader/index";

/** A truck is sent, but the message stays in the queue. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.delete-message",
  fails: ["leaves no message in the queue", "sends one truck to each station"],
  answer: ['console.log("Done.");'],
};

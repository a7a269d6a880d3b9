import type { Mistake } from "../../../grader/index";

/** A letter of the sentence is another. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.queue-station",
  fails: ["answers with a sentence for each station"],
  answer: [
    "alerts.push(`Gas Station ${stationId} is low on fuel. Alerting fuel trucks.`);",
    "await sendSqsMessage(stationId);",
  ],
};

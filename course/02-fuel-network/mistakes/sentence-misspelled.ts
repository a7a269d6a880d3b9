import type { Mistake } from "../../../grader/index";

/** One letter of the sentence is wrong: "Station" for "station". */
export const mistake: Mistake = {
  exercise: "02-fuel-network.queue-station",
  fails: ["answers with a sentence for each station"],
  answer: [
    "alerts.push(`Gas Station ${stationId} is low on fuel. Alerting fuel trucks.`);",
    "await sendSqsMessage(stationId);",
  ],
};

import type { Mistake } from "../../../grader/index";

/** Each station gets two messages, and so two trucks. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.queue-station",
  fails: ["sends the number of each station to the queue"],
  answer: [
    "alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`);",
    "await sendSqsMessage(stationId);",
    "await sendSqsMessage(stationId);",
  ],
};

import type { Mistake } from "../../../grader/index";

/** The queue gets the whole sentence instead of the station's number. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.queue-station",
  fails: ["sends the number of each station to the queue"],
  answer: [
    "alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`);",
    "await sendSqsMessage(`Gas station ${stationId} is low on fuel.`);",
  ],
};

import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The other stations get no truck. */
  "message-for-the-first-alone": {
    fails: ["sends the number of each station to the queue"],
    answer: [
      "alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`);",
      "if (alerts.length === 1) await sendSqsMessage(stationId);",
    ],
  },
  /** The handler returns before the messages have arrived. */
  "message-not-awaited": {
    fails: ["sends the number of each station to the queue"],
    changes: [["await sendSqsMessage", "void sendSqsMessage"]],
    isAlwaysJudged: true,
  },
  /** The queue gets the whole sentence instead of the station's number. */
  "sentence-in-the-queue": {
    fails: ["sends the number of each station to the queue"],
    answer: [
      "alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`);",
      "await sendSqsMessage(`Gas station ${stationId} is low on fuel.`);",
    ],
  },
  /** One letter of the sentence is wrong: "Station" for "station". */
  "sentence-misspelled": {
    fails: ["answers with a sentence for each station"],
    answer: [
      "alerts.push(`Gas Station ${stationId} is low on fuel. Alerting fuel trucks.`);",
      "await sendSqsMessage(stationId);",
    ],
  },
  /** Each station gets two messages, and so two trucks. */
  "two-trucks-per-station": {
    fails: ["sends the number of each station to the queue"],
    answer: [
      "alerts.push(`Gas station ${stationId} is low on fuel. Alerting fuel trucks.`);",
      "await sendSqsMessage(stationId);",
      "await sendSqsMessage(stationId);",
    ],
  },
};

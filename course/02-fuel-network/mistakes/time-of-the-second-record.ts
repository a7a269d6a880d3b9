import type { Mistake } from "../../../grader/index";

/** The lost reading is sent again with the current time: in the folder of another hour, if the hour has just begun. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.null-key",
  fails: ["sends the lost reading again"],
  answer: [
    'const lost = JSON.parse(Buffer.from(failed.rawData, "base64").toString());',
    'const repaired = { ...lost, station_id: "7", event_timestamp: Math.floor(Date.now() / 1000) };',
  ],
};

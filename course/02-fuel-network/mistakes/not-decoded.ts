import type { Mistake } from "../../../grader/index";

/** The base64 text is parsed as JSON without being decoded. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.null-key",
  fails: ["sends the lost reading again", "sets its station, so that it is delivered"],
  answer: ["const lost = JSON.parse(failed.rawData);", 'const repaired = { ...lost, station_id: "7" };'],
};

import type { Mistake } from "../../../grader/index";

/** A new reading is made up for the station, instead of repairing the lost one. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.null-key",
  fails: ["sends the lost reading again", "sets its station, so that it is delivered"],
  answer: ["const lost = stationReading(7, [500, 500, 500, 500, 500], new Date());", "const repaired = lost;"],
};

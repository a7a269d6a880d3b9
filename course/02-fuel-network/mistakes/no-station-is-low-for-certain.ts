import type { Mistake } from "../../../grader/index";

/** Tank 5 of the first station has the same range as the others, so it may not be low. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.reading",
  fails: ["keeps tank 5 of the first station low, in each invocation"],
  answer: [
    "const reading: StationReading = {",
    "  station_id: String(id),",
    "  fuel_tank1_level: String(between(random, 100, 999)),",
    "  fuel_tank2_level: String(between(random, 100, 999)),",
    "  fuel_tank3_level: String(between(random, 100, 999)),",
    "  fuel_tank4_level: String(between(random, 100, 999)),",
    "  fuel_tank5_level: String(between(random, 100, 999)),",
    "  event_timestamp: Math.floor(Date.now() / 1000),",
    "};",
  ],
};

import type { Mistake } from "../../../grader/index";

/** Date.now() counts milliseconds; the reading needs seconds. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.reading",
  fails: ["takes the current time, in whole seconds"],
  answer: [
    "const reading: StationReading = {",
    "  station_id: String(id),",
    "  fuel_tank1_level: String(between(random, 100, 999)),",
    "  fuel_tank2_level: String(between(random, 100, 999)),",
    "  fuel_tank3_level: String(between(random, 100, 999)),",
    "  fuel_tank4_level: String(between(random, 100, 999)),",
    "  fuel_tank5_level: String(between(random, 100, highestOfTank5)),",
    "  event_timestamp: Date.now(),",
    "};",
  ],
};

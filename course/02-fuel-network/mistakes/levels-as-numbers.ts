import type { Mistake } from "../../../grader/index";

/** The levels are numbers instead of text. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.reading",
  fails: ["writes every level as a string"],
  answer: [
    "const reading: StationReading = {",
    "  station_id: String(id),",
    "  fuel_tank1_level: between(random, 100, 999),",
    "  fuel_tank2_level: between(random, 100, 999),",
    "  fuel_tank3_level: between(random, 100, 999),",
    "  fuel_tank4_level: between(random, 100, 999),",
    "  fuel_tank5_level: between(random, 100, highestOfTank5),",
    "  event_timestamp: Math.floor(Date.now() / 1000),",
    "};",
  ],
};

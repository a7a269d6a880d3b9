import type { Mistake } from "../../../grader/index";

/** The levels are constants instead of random numbers. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.reading",
  fails: ["chooses whole levels from 100 to 999 at random", "allows the lowest and the highest level, too"],
  answer: [
    "const reading: StationReading = {",
    "  station_id: String(id),",
    '  fuel_tank1_level: "512",',
    '  fuel_tank2_level: "512",',
    '  fuel_tank3_level: "512",',
    '  fuel_tank4_level: "512",',
    '  fuel_tank5_level: id === 1 ? "150" : "733",',
    "  event_timestamp: Math.floor(Date.now() / 1000),",
    "};",
  ],
};

import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The levels are constants instead of random numbers. */
  "always-the-same-levels": {
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
  },
  /** The levels are numbers instead of text. */
  "levels-as-numbers": {
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
  },
  /** Tank 5 of the first station has the same range as the others, so it may not be low. */
  "no-station-is-low-for-certain": {
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
  },
  /** Date.now() counts milliseconds; the reading needs seconds. */
  "time-in-milliseconds": {
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
  },
};

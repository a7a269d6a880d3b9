import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The levels are constants instead of random numbers. */
  "always-the-same-levels": {
    fails: ["chooses whole levels from 100 to 999 at random", "allows the lowest and the highest level, too"],
    changes: [
      ["String(between(random, 100, 999))", '"512"'],
      ["String(between(random, 100, highestOfTank5))", 'id === 1 ? "150" : "733"'],
    ],
  },
  /** The levels are numbers instead of text. */
  "levels-as-numbers": {
    fails: ["writes every level as a string"],
    changes: [
      ["String(between(random, 100, 999))", "between(random, 100, 999)"],
      ["String(between(random, 100, highestOfTank5))", "between(random, 100, highestOfTank5)"],
    ],
  },
  /** A level is drawn once, and four tanks have it. */
  "one-level-for-four-tanks": {
    fails: ["chooses whole levels from 100 to 999 at random"],
    answer: [
      "const level = String(between(random, 100, 999));",
      "const reading: StationReading = {",
      "  station_id: String(id),",
      "  fuel_tank1_level: level,",
      "  fuel_tank2_level: level,",
      "  fuel_tank3_level: level,",
      "  fuel_tank4_level: level,",
      "  fuel_tank5_level: String(between(random, 100, highestOfTank5)),",
      "  event_timestamp: Math.floor(Date.now() / 1000),",
      "};",
    ],
    isAlwaysJudged: true,
  },
  /** Tank 5 of the first station has the same range as the others, so it may not be low. */
  "no-station-is-low-for-certain": {
    fails: ["keeps tank 5 of the first station low, in each invocation"],
    changes: [["between(random, 100, highestOfTank5)", "between(random, 100, 999)"]],
  },
  /** Date.now() has milliseconds, which become a fraction of a second. */
  "time-as-a-fraction": {
    fails: ["takes the current time, in whole seconds"],
    changes: [["Math.floor(Date.now() / 1000)", "Date.now() / 1000"]],
  },
  /** Date.now() counts milliseconds; the reading needs seconds. */
  "time-in-milliseconds": {
    fails: ["takes the current time, in whole seconds"],
    changes: [["Math.floor(Date.now() / 1000)", "Date.now()"]],
  },
};

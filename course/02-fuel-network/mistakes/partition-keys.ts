import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** `%I` is the hour of a twelve-hour clock, so afternoon and morning readings share a folder. */
  "clock-of-twelve-hours": {
    fails: ["sorts readings by hour"],
    changes: [
      ["// The name of each key, and the jq expression that finds it in a record.\n", ""],
      ['strftime("%H', 'strftime("%I'],
    ],
  },
  /** The jq query names a member that no reading has, so no reading is delivered. */
  "member-misspelled": {
    fails: [
      "sorts readings by station",
      "sorts readings by year",
      "sorts readings by month",
      "sorts readings by day",
      "sorts readings by hour",
    ],
    changes: [
      ["// The name of each key, and the jq expression that finds it in a record.\n", ""],
      [".station_id", ".station"],
    ],
  },
  /** `%M` is the minute; the month is `%m`. */
  "month-as-minute": {
    fails: ["sorts readings by month"],
    changes: [
      ["// The name of each key, and the jq expression that finds it in a record.\n", ""],
      ['strftime("%m', 'strftime("%M'],
    ],
  },
  /** Every key extracts the year. */
  "year-in-every-key": {
    fails: ["sorts readings by month", "sorts readings by day", "sorts readings by hour"],
    answer: [
      "const PARTITION_KEYS = {",
      '  station_id: ".station_id",',
      "  year: '.event_timestamp| strftime(\"%Y\")',",
      "  month: '.event_timestamp| strftime(\"%Y\")',",
      "  day: '.event_timestamp| strftime(\"%Y\")',",
      "  hour: '.event_timestamp| strftime(\"%Y\")',",
      "};",
    ],
  },
};

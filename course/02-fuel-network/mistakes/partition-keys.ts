import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Two of the five keys are still open. */
  "day-and-hour-left-open": {
    fails: ["sorts readings by day", "sorts readings by hour"],
    isAlwaysJudged: true,
    answer: [
      "const PARTITION_KEYS = {",
      '  station_id: ".station_id",',
      "  year: '.event_timestamp| strftime(\"%Y\")',",
      "  month: '.event_timestamp| strftime(\"%m\")',",
      "  day: None,",
      "  hour: None,",
      "};",
    ],
  },
  /** `%I` is the hour of a twelve-hour clock, so afternoon and morning readings share a folder. */
  "clock-of-twelve-hours": {
    fails: ["sorts readings by hour"],
    changes: [['"%H"', '"%I"']],
  },
  /** The day's expression has single quotes, which jq can't read: AWS refuses the Firehose. */
  "day-in-single-quotes": {
    fails: ["sorts readings by day"],
    isAlwaysJudged: true,
    changes: [[`'.event_timestamp| strftime("%d")'`, `".event_timestamp| strftime('%d')"`]],
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
    changes: [['".station_id"', '".station"']],
  },
  /** `%M` is the minute; the month is `%m`. */
  "month-as-minute": {
    fails: ["sorts readings by month"],
    changes: [['"%m"', '"%M"']],
  },
  /** The folders of a station lie in those of the time: a query about one station has to read all of them. */
  "station-after-the-time": {
    fails: ["sorts readings by station"],
    isAlwaysJudged: true,
    answer: [
      "const PARTITION_KEYS = {",
      "  year: '.event_timestamp| strftime(\"%Y\")',",
      "  month: '.event_timestamp| strftime(\"%m\")',",
      "  day: '.event_timestamp| strftime(\"%d\")',",
      "  hour: '.event_timestamp| strftime(\"%H\")',",
      '  station_id: ".station_id",',
      "};",
    ],
  },
  /** Every key extracts the year. */
  "year-in-every-key": {
    fails: ["sorts readings by month", "sorts readings by day", "sorts readings by hour"],
    changes: [
      ['"%m"', '"%Y"'],
      ['"%d"', '"%Y"'],
      ['"%H"', '"%Y"'],
    ],
  },
};

import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** `%I` is the hour of a twelve-hour clock, so afternoon and morning readings share a folder. */
  "clock-of-twelve-hours": {
    fails: ["sorts readings by hour"],
    changes: [['"%H"', '"%I"']],
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

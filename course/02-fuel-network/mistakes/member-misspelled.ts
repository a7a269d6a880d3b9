import type { Mistake } from "../../../grader/index";

/** The jq query names a member that no reading has, so no reading is delivered. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partition-keys",
  fails: [
    "sorts readings by station",
    "sorts readings by year",
    "sorts readings by month",
    "sorts readings by day",
    "sorts readings by hour",
  ],
  answer: [
    "const PARTITION_KEYS = {",
    '  station_id: ".station",',
    "  year: '.event_timestamp| strftime(\"%Y\")',",
    "  month: '.event_timestamp| strftime(\"%m\")',",
    "  day: '.event_timestamp| strftime(\"%d\")',",
    "  hour: '.event_timestamp| strftime(\"%H\")',",
    "};",
  ],
};

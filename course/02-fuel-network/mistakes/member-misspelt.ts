import type { Mistake } from "../../../grader/index";

/** No reading has such a member, so none is delivered. */
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

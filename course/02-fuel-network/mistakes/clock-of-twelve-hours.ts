import type { Mistake } from "../../../grader/index";

/** `%I` is the hour of a twelve-hour clock, so afternoon and morning readings share a folder. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partition-keys",
  fails: ["sorts readings by hour"],
  answer: [
    "const PARTITION_KEYS = {",
    '  station_id: ".station_id",',
    "  year: '.event_timestamp| strftime(\"%Y\")',",
    "  month: '.event_timestamp| strftime(\"%m\")',",
    "  day: '.event_timestamp| strftime(\"%d\")',",
    "  hour: '.event_timestamp| strftime(\"%I\")',",
    "};",
  ],
};

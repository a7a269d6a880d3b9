import type { Mistake } from "../../../grader/index";

/** `%M` is the minute; the month is `%m`. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partition-keys",
  fails: ["sorts readings by month"],
  answer: [
    "const PARTITION_KEYS = {",
    '  station_id: ".station_id",',
    "  year: '.event_timestamp| strftime(\"%Y\")',",
    "  month: '.event_timestamp| strftime(\"%M\")',",
    "  day: '.event_timestamp| strftime(\"%d\")',",
    "  hour: '.event_timestamp| strftime(\"%H\")',",
    "};",
  ],
};

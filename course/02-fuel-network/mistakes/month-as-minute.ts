import type { Mistake } from "../../../grader/index";

/** The minute in the place of the month: the letters differ in case alone. */
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

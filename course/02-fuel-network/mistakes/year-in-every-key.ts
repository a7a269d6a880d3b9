import type { Mistake } from "../../../grader/index";

/** Every key extracts the year. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.partition-keys",
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
};

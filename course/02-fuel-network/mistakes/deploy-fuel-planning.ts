import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The output location is the bucket's name alone, without `s3://`. */
  "bucket-without-s3": {
    fails: ["tells FuelPlanningApp its output_bucket"],
    changes: [["ATHENA.outputLocation", "BUCKET"]],
  },
  /** Two of the four variables are still open. */
  "two-variables-left-open": {
    fails: ["tells FuelPlanningApp its glue_table", "tells FuelPlanningApp its queue_url"],
    answer: [
      "const FUEL_PLANNING_ENVIRONMENT = {",
      "  glue_database: ATHENA.database,",
      "  glue_table: None,",
      "  output_bucket: ATHENA.outputLocation,",
      "  queue_url: None,",
      "};",
    ],
  },
};

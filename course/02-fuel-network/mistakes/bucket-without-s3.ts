import type { Mistake } from "../../../grader/index";

/** The output location is the bucket's name alone, without `s3://`. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.deploy-fuel-planning",
  fails: ["tells FuelPlanningApp its output_bucket"],
  answer: [
    "const FUEL_PLANNING_ENVIRONMENT = {",
    "  glue_database: ATHENA.database,",
    '  glue_table: "conversion_table",',
    "  output_bucket: BUCKET,",
    "  queue_url: QUEUE_URL,",
    "};",
  ],
};

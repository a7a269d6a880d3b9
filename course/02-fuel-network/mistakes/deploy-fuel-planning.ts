import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The output location is the bucket's name alone, without `s3://`. */
  "bucket-without-s3": {
    fails: ["tells FuelPlanningApp its output_bucket"],
    changes: [["ATHENA.outputLocation", "BUCKET"]],
  },
};

import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The bucket is the notebook's, not the one that the function is given. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.add-partitions",
  fails: ["gives each partition its folder"],
  answer: changeCell("04-windowed-delivery.add-partitions", ["s3://${bucketName}/", "s3://${BUCKET}/"]),
};

import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Failed records go to a new folder, below that of the windows. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["keeps the folder of failed records"],
  answer: changeCell("04-windowed-delivery.to-parquet", [
    'Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",',
    'Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",\n        ErrorOutputPrefix: "parquet/errors/",',
  ]),
};

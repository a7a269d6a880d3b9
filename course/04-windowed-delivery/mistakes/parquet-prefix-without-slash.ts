import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Without the slash, the component and the file's name run together. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["gives each component a folder below parquet/", "writes each window with all columns of the table"],
  answer: changeCell("04-windowed-delivery.to-parquet", [
    'Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",',
    'Prefix: "parquet/!{partitionKeyFromQuery:componentName}",',
  ]),
};

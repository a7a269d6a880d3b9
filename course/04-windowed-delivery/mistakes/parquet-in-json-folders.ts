import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The prefix isn't updated: Parquet comes into the folders of the JSON files. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["gives each component a folder below parquet/", "writes each window with all columns of the table"],
  answer: changeCell("04-windowed-delivery.to-parquet", [
    '      Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",\n',
    "",
  ]),
};

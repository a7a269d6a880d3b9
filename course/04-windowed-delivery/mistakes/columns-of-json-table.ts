import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The columns are from the notebook's own table, not from the one that the function gets. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["writes each window with all columns of the table"],
  answer: changeCell("04-windowed-delivery.to-parquet", ["TableName: tableName", 'TableName: "aggregates"']),
};

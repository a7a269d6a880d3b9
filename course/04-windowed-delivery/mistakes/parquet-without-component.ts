import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";
import { NOT_UPDATED } from "./parts/to-parquet";

/** The prefix doesn't name the component, but dynamic partitioning is on: AWS refuses it. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: NOT_UPDATED,
  answer: changeCell("04-windowed-delivery.to-parquet", [
    'Prefix: "parquet/!{partitionKeyFromQuery:componentName}/",',
    'Prefix: "parquet/",',
  ]),
};

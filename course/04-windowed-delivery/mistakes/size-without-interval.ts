import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";
import { NOT_UPDATED } from "./parts/to-parquet";

/** The size is given without the interval: AWS takes both or neither. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: NOT_UPDATED,
  answer: changeCell("04-windowed-delivery.to-parquet", [
    "BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },",
    "BufferingHints: { SizeInMBs: 64 },",
  ]),
};

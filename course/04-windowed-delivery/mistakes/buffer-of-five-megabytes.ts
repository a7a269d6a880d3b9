import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";
import { NOT_UPDATED } from "./parts/to-parquet";

/** A conversion needs a buffer of at least 64 MB: AWS refuses 5 MB. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: NOT_UPDATED,
  answer: changeCell("04-windowed-delivery.to-parquet", ["SizeInMBs: 64", "SizeInMBs: 5"]),
};

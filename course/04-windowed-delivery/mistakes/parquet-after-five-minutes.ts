import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** The interval is Firehose's default, not the one that the Firehose had. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["still writes after 60 seconds"],
  answer: changeCell("04-windowed-delivery.to-parquet", ["IntervalInSeconds: 60", "IntervalInSeconds: 300"]),
};

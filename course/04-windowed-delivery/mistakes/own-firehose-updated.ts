import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";
import { NOT_UPDATED } from "./parts/to-parquet";

/** The function updates the notebook's own Firehose, whatever name it gets. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: NOT_UPDATED,
  answer: changeCell("04-windowed-delivery.to-parquet", [
    "DeliveryStreamName: firehoseName",
    "DeliveryStreamName: FIREHOSE",
  ]),
};

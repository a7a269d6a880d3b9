import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";
import { NOT_UPDATED } from "./parts/to-parquet";

/** The version is that of a Firehose that was never updated. AWS refuses it if someone else has updated it. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: NOT_UPDATED,
  answer: changeCell("04-windowed-delivery.to-parquet", [
    "CurrentDeliveryStreamVersionId: versionId",
    'CurrentDeliveryStreamVersionId: "1"',
  ]),
};

import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";
import { NOT_UPDATED } from "./parts/to-parquet";

/** No processor is left, so nothing finds the component: AWS refuses the prefix. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: NOT_UPDATED,
  answer: changeCell("04-windowed-delivery.to-parquet", [
    'ProcessingConfiguration: { Enabled: true, Processors: processors.filter(({ Type }) => Type !== "AppendDelimiterToRecord") },',
    "ProcessingConfiguration: { Enabled: true, Processors: [] },",
  ]),
};

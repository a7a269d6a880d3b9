import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** All processors are sent again, and with them the delimiter. AWS accepts it, and it has no effect. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.to-parquet",
  fails: ["adds no delimiter any more"],
  answer: changeCell("04-windowed-delivery.to-parquet", [
    'ProcessingConfiguration: { Enabled: true, Processors: processors.filter(({ Type }) => Type !== "AppendDelimiterToRecord") },',
    "ProcessingConfiguration: { Enabled: true, Processors: processors },",
  ]),
};

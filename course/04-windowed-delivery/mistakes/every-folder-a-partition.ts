import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Failed records and the clock become services, too. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.add-partitions",
  fails: ["leaves out folders that aren't of a service"],
  answer: changeCell("04-windowed-delivery.add-partitions", ['  if (!folder.endsWith("-service")) continue;\n', ""]),
};

import type { Mistake } from "../../../grader/index";
import { changeCell } from "../../testing/change-solution";

/** Athena refuses the first service, which has its partition already, and the function ends. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.add-partitions",
  fails: ["adds a partition for each service that was delivered"],
  answer: changeCell("04-windowed-delivery.add-partitions", ["ADD IF NOT EXISTS", "ADD"]),
};

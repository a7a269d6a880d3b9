import type { Mistake } from "../../../grader/index";
import { replaceInManaged } from "./parts/managed";

/** The role is that of Firehose, which managed Flink may not assume. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: [
    "creates a Studio notebook",
    "gives it the role of managed applications",
    "has a note that is SQL",
    "reads your input stream and writes stream I",
    "repeats no window that is already there",
  ],
  answer: replaceInManaged("FLINK_ROLE_ARN", "FIREHOSE_ROLE_ARN"),
};

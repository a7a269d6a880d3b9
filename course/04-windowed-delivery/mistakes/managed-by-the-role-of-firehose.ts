import type { Mistake } from "../../../grader/index";
import { replaceInManaged, WITHOUT_APPLICATION } from "./parts/managed";

/** The role is that of Firehose, which managed Flink may not assume. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: WITHOUT_APPLICATION,
  answer: replaceInManaged("FLINK_ROLE_ARN", "FIREHOSE_ROLE_ARN"),
};

import type { Mistake } from "../../../grader/index";
import { replaceInManaged, WITHOUT_APPLICATION } from "./parts/managed";

/** The runtime is that of a program, so there is no Studio notebook. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: WITHOUT_APPLICATION,
  answer: replaceInManaged('"ZEPPELIN-FLINK-3_0"', '"FLINK-1_20"'),
};

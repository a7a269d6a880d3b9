import type { Mistake } from "../../../grader/index";
import { replaceInManaged } from "./parts/managed";

/** The runtime is that of a program, so there is no Studio notebook. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: [
    "creates a Studio notebook",
    "gives it the role of managed applications",
    "has a note that is SQL",
    "reads your input stream and writes stream I",
    "repeats no window that is already there",
  ],
  answer: replaceInManaged('"ZEPPELIN-FLINK-3_0"', '"FLINK-1_20"'),
};

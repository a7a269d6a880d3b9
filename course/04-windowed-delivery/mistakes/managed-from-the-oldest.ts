import type { Mistake } from "../../../grader/index";
import { replaceInManaged } from "./parts/managed";

/** The application reads from the oldest record, so that each window comes twice. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.managed",
  fails: ["repeats no window that is already there"],
  answer: replaceInManaged('"LATEST"', '"TRIM_HORIZON"'),
};

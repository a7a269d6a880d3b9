import type { Mistake } from "../../../grader/index";

/** One shard only. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.cost",
  fails: ["multiplies shards, hours and price"],
  answer: ["const costOf = (shards: number, hours: number): number => hours * 0.015;"],
};

import type { Mistake } from "../../../grader/index";

/** The cost is that of one shard, whatever their number. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.cost",
  fails: ["multiplies shards, hours and price"],
  answer: ["const costOf = (shards: number, hours: number): number => hours * 0.015;"],
};

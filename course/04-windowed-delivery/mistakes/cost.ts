import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The cost is that of one shard, whatever their number. */
  "shards-forgotten": {
    fails: ["multiplies shards, hours and price"],
    answer: ["const costOf = (shards: number, hours: number): number => hours * 0.015;"],
  },
};

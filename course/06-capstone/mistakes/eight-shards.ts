import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** Eight shards never reject a record, and cost eight times as much. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["costs little enough a month at the brief's load"],
  answer: changeSolution(["ShardCount: 1", "ShardCount: 8"]),
};

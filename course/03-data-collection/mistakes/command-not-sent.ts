import type { Mistake } from "../../../grader/index";

/** The command is made, and nothing sends it. */
export const mistake: Mistake = {
  exercise: "03-data-collection.create-stream",
  fails: ["creates the stream", "gives it the shards that the workload asks for"],
  answer: ["new CreateStreamCommand({ StreamName: STREAM, ShardCount: shardsNeeded(1300, 40, 2) });"],
};

import type { Mistake } from "../../../grader/index";

/** The stream gets the name of the producer's stack. */
export const mistake: Mistake = {
  exercise: "03-data-collection.create-stream",
  fails: ["creates the stream", "gives it the shards that the workload asks for"],
  answer: [
    "const SHARDS = shardsNeeded(1300, 40, 2);",
    "await createKinesisDataStream({ streamName: STACK, shardCount: SHARDS });",
  ],
};

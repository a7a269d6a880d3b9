import type { Mistake } from "../../../grader/index";

/** The function takes bytes. The result is the same for so small a workload. */
export const mistake: Mistake = {
  exercise: "03-data-collection.create-stream",
  fails: ["gives it the shards that the workload asks for"],
  answer: [
    "const SHARDS = shardsNeeded(1.3, 40, 2);",
    "await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS });",
  ],
};

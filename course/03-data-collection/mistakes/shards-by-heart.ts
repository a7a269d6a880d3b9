import type { Mistake } from "../../../grader/index";

/** The number is right today, and stays the same when the workload grows. */
export const mistake: Mistake = {
  exercise: "03-data-collection.create-stream",
  fails: ["gives it the shards that the workload asks for"],
  answer: ["const SHARDS = 1;", "await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS });"],
};

import type { Mistake } from "../../../grader/index";

/** The stream has two shards, but the workload needs one. */
export const mistake: Mistake = {
  exercise: "03-data-collection.create-stream",
  fails: ["gives it the shards that the workload asks for"],
  answer: ["const SHARDS = 2;", "await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS });"],
};

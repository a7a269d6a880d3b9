import type { Mistake } from "../../../grader/index";

/** Two streams with one shard each, instead of two shards each. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-streams",
  fails: ["gives the USA stream its number of shards", "gives the international stream its number of shards"],
  answer: [
    "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 1 });",
    "await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 1 });",
  ],
};

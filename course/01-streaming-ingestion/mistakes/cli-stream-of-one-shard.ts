import type { Mistake } from "../../../grader/index";

/** One shard is enough for the data, but the exercise requires two. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-cli-stream",
  fails: ["gives the stream its number of shards"],
  answer: ["await createKinesisDataStream({ streamName: CLI_STREAM, shardCount: 1 });"],
};

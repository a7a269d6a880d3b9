import type { Mistake } from "../../../grader/index";

/** The name is typed instead of taken from the constant, and mistyped. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-cli-stream",
  fails: ["creates the stream", "gives the stream its number of shards"],
  answer: ['await createKinesisDataStream({ streamName: "de-c2w2lab1-kinesis-data-stream_cli", shardCount: 2 });'],
};

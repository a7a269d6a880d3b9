import type { Mistake } from "../../../grader/index";

/** The first call was copied, and its stream name was not changed. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-streams",
  fails: ["creates the international stream", "gives the international stream its number of shards"],
  answer: [
    "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });",
    "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });",
  ],
};

import type { Mistake } from "../../../grader/index";

/** Only the first of the two calls is written: half of the work earns half of the marks. */
export const mistake: Mistake = {
  exercise: "01-streaming-ingestion.create-streams",
  fails: ["creates the international stream", "gives the international stream its number of shards"],
  answer: [
    "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });",
    "await None({ streamName: None, shardCount: None });",
  ],
};

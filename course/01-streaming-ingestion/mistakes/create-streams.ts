import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** Only the first of the two calls is written: half of the work earns half of the marks. */
  "international-stream-left-open": {
    fails: ["creates the international stream", "gives the international stream its number of shards"],
    answer: [
      "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });",
      "await None({ streamName: None, shardCount: None });",
    ],
  },
  /** Two streams with one shard each, instead of two shards each. */
  "one-shard-each": {
    fails: ["gives the USA stream its number of shards", "gives the international stream its number of shards"],
    answer: [
      "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 1 });",
      "await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 1 });",
    ],
  },
  /** AWS refuses the first call, and the cell stops. The second one is right. */
  "usa-stream-refused": {
    fails: ["creates the USA stream", "gives the USA stream its number of shards"],
    answer: [
      "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 0 });",
      "await createKinesisDataStream({ streamName: INTERNATIONAL_DATA_STREAM, shardCount: 2 });",
    ],
    isAlwaysJudged: true,
  },
  /** The first call was copied, and its stream name was not changed. */
  "usa-stream-twice": {
    fails: ["creates the international stream", "gives the international stream its number of shards"],
    answer: [
      "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });",
      "await createKinesisDataStream({ streamName: USA_DATA_STREAM, shardCount: 2 });",
    ],
  },
};

import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The stream gets the name of the producer's stack. */
  "another-stream": {
    fails: ["creates the stream"],
    answer: [
      "const SHARDS = shardsNeeded(1300, 40, 2);",
      "await createKinesisDataStream({ streamName: STACK, shardCount: SHARDS });",
    ],
  },
  /** The command is made, and nothing sends it. */
  "command-not-sent": {
    fails: ["creates the stream", "gives it the shards that the workload asks for"],
    answer: ["new CreateStreamCommand({ StreamName: STREAM, ShardCount: shardsNeeded(1300, 40, 2) });"],
  },
  /** The number is right today, and stays the same when the workload grows. */
  "shards-by-heart": {
    fails: ["gives it the shards that the workload asks for"],
    isAlwaysJudged: true,
    answer: ["const SHARDS = 1;", "await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS });"],
  },
  /** The function is called, and the number is written by hand all the same. */
  "result-not-used": {
    fails: ["gives it the shards that the workload asks for"],
    isAlwaysJudged: true,
    answer: ["shardsNeeded(1300, 40, 2);", "await createKinesisDataStream({ streamName: STREAM, shardCount: 1 });"],
  },
  /** The command has a number by hand, and a variable holds the result. */
  "result-in-a-variable-not-used": {
    fails: ["gives it the shards that the workload asks for"],
    answer: [
      "const SHARDS = shardsNeeded(1300, 40, 2);",
      'await kinesis.send(new CreateStreamCommand({ StreamName: "people-stream", ShardCount: 1 }));',
    ],
  },
  /** The function takes bytes. The result is the same for so small a workload. */
  "size-in-kilobytes": {
    fails: ["gives it the shards that the workload asks for"],
    isAlwaysJudged: true,
    answer: [
      "const SHARDS = shardsNeeded(1.3, 40, 2);",
      "await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS });",
    ],
  },
  /** The stream has two shards, but the workload needs one. */
  "two-shards-to-be-safe": {
    fails: ["gives it the shards that the workload asks for"],
    answer: ["const SHARDS = 2;", "await createKinesisDataStream({ streamName: STREAM, shardCount: SHARDS });"],
  },
};

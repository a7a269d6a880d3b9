/**
 * What lab 05 imports beside `./src/index`: `import { … } from "./src/resharding"`. A module of its own, as other labs
 * have: it loads only the SDK's clients for Kinesis and CloudWatch.
 */
export { sumMetric } from "./aws/sum-metric";
export { showQuiz } from "./quiz/show-quiz";
export { listShards } from "./streaming/list-shards";
export { overloadStream } from "./streaming/overload-stream";
export { refusedOf } from "./streaming/refused-of";
export { waitSeconds } from "./waiting/wait-seconds";

/**
 * Lab 05's imports in addition to `./src/index`: `import { … } from "./src/resharding"`. Its own module, as other labs
 * have: it loads only the SDK's clients for Kinesis and CloudWatch.
 */
export { sumMetric } from "./aws/sum-metric";
export { showQuiz } from "./quiz/show-quiz";
export { listShards } from "./streaming/list-shards";
export { showNextSale } from "./tickets/next-sale";
export { overloadStream } from "./streaming/overload-stream";
export { refusedOf } from "./streaming/refused-of";
export { waitSeconds } from "./waiting/wait-seconds";

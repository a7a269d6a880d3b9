/**
 * What lab 05 imports beside `./src/index`: `import { … } from "./src/resharding"`. A module of its own, as other labs
 * have: it loads only the SDK's client for Kinesis.
 */
export { listShards } from "./streaming/list-shards";
export { overloadStream } from "./streaming/overload-stream";
export { refusedOf } from "./streaming/refused-of";

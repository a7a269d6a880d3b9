/**
 * What lab 05 imports beside `./src/index`: `import { … } from "./src/resharding"`. A front door of its own, as of the other labs: it loads the
 * SDK's client for Kinesis alone.
 */
export { listShards } from "./streaming/list-shards";
export { overloadStream } from "./streaming/overload-stream";
